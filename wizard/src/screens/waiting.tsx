import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import type { Attempts } from '../state/attempts.js';
import type { Journey } from '../state/journeys.js';
import { texts } from '../texts/texts.js';

export const Opening = () => (
  <Layout>
    <p role="status" className="px-5 py-16 text-center text-muted">
      {texts.loading}
    </p>
  </Layout>
);

/** The server does not answer; asked again by itself, and by hand. */
export function Away({ attempts: { busy, go } }: { attempts: Attempts }) {
  return (
    <Layout>
      <Card>
        <Heading title={[texts.away.title]}>{texts.away.title}</Heading>
        <p>{texts.away.lead}</p>
        <button type="button" className="button button-main" aria-disabled={busy} onClick={go}>
          {busy ? texts.trouble.trying : texts.away.now}
        </button>
      </Card>
    </Layout>
  );
}

/** No flow of that name; the others, if there are any. */
export function Missing({ slug, flows }: Extract<Journey, { at: 'missing' }>) {
  const title = flows.length ? texts.missing.title : texts.missing.emptyTitle;
  return (
    <Layout>
      <Card>
        <Heading title={[title]}>{title}</Heading>
        {flows.length === 0 && <p>{texts.missing.empty}</p>}
        {flows.length > 0 && <p>{texts.missing.lead(slug)}</p>}
        {flows.length > 0 && (
          <div>
            <p>{texts.missing.others}</p>
            <ul>
              {flows.map((flow) => (
                <li key={flow.slug}>
                  <a className="link" href={`/?flow=${flow.slug}`}>
                    {flow.title}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Card>
    </Layout>
  );
}
