import type { Page, Version } from 'doorstep-client';
import { addressOf } from '../state/places.js';
import { texts } from '../texts/texts.js';
import { Heading } from './headings.js';
import { Progress, whereText } from './progress.js';

interface Props {
  version: Version;
  page: Page;
  isWrong: boolean;
}

/** The way back, how far one is, and what the page is about. */
export function StepHead({ version, page, isWrong }: Props) {
  const index = version.pages.indexOf(page);
  const where = { step: index + 1, total: version.pages.length };
  const title = [page.title, whereText(where), version.title];
  return (
    <>
      <div className="space-y-3">
        <BackLink place={version.pages[index - 1]?.key} />
        <Progress {...where} />
      </div>
      <div className="space-y-2">
        <Heading title={isWrong ? [texts.page.errorPrefix, ...title] : title} lang={page.langs?.title}>
          {page.title}
        </Heading>
        {page.description && (
          <p lang={page.langs?.description} className="whitespace-pre-line text-muted">
            {page.description}
          </p>
        )}
        {page.fields.some(({ required }) => required) && <p className="text-sm text-muted">{texts.requiredNote}</p>}
      </div>
    </>
  );
}

export function BackLink({ place }: { place?: string }) {
  if (place === undefined) return null;
  return (
    <a className="link -mt-2" href={addressOf(place)}>
      <span aria-hidden="true">←&nbsp;</span>
      {texts.page.back}
    </a>
  );
}
