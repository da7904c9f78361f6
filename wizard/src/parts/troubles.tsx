import type { DoorstepError } from 'doorstep-client';
import type { Attempts } from '../state/attempts.js';
import { texts } from '../texts/texts.js';
import { Notice } from './notices.js';

const say = texts.trouble;

interface Props {
  attempts: Attempts;
  /** A failure that trying again would not mend. */
  refusal?: DoorstepError;
}

/** What keeps something from being saved: said once, and with a way to try again by hand. */
export function Trouble({ attempts: { trouble, busy, go }, refusal }: Props) {
  if (refusal) {
    return (
      <Notice look="danger" role="alert">
        <p>{refusalText(refusal)}</p>
        <Reference error={refusal} />
      </Notice>
    );
  }
  if (!trouble) return null;
  return (
    <Notice look="warning" role="alert">
      <p>{troubleText(trouble)}</p>
      <button type="button" className="button button-plain" aria-disabled={busy} onClick={go}>
        {busy ? say.trying : say.now}
      </button>
      <Reference error={trouble} />
    </Notice>
  );
}

function Reference({ error: { status, requestId } }: { error: DoorstepError }) {
  // Of use to support alone, and only where the fault is the server's.
  return status >= 500 && requestId ? <p className="text-sm text-muted">{say.reference(requestId)}</p> : null;
}

function troubleText({ status, code }: DoorstepError): string {
  if (code === 'UNREACHABLE') return navigator.onLine ? say.unreachable : say.offline;
  return status === 429 || status === 503 ? say.busy : say.broken;
}

function refusalText({ code, message }: DoorstepError): string {
  if (code === 'PAYLOAD_TOO_LARGE') return say.tooLarge;
  if (code === 'FORBIDDEN' || code === 'ACCOUNT_INACTIVE') return say.forbidden;
  if (texts.language === 'en') return `${say.refused} ${message}`;
  const why = code === 'NOT_FOUND' ? say.notFound : code === 'VALIDATION_ERROR' ? say.invalid : say.other;
  return `${say.refused} ${why}`;
}
