import { DoorstepError } from 'doorstep-client';
import { useEffect, useState } from 'react';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { Resend } from '../parts/unconfirmed.js';
import { useAttempts } from '../state/attempts.js';
import { doorstep } from '../state/doorstep.js';
import { endErrand } from '../state/errands.js';
import { texts } from '../texts/texts.js';
import { Away, Opening } from './waiting.js';

const say = texts.verify;

/** Confirms an email, by the link in a mail. */
export function Verify({ token }: { token: string }) {
  const [outcome, setOutcome] = useState<'done' | 'spent'>();
  const attempts = useAttempts(async () => setOutcome(await redeem(token)), rethrow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a link; `go` always does the latest.
  useEffect(() => attempts.go(), [token]);

  if (!outcome) return attempts.trouble ? <Away attempts={attempts} /> : <Opening />;
  const title = outcome === 'done' ? say.title : texts.spentLink.title;
  const isSignedIn = doorstep.user !== undefined;
  return (
    <Layout>
      <Card>
        <div className="space-y-2">
          <Heading title={[title]}>{title}</Heading>
          <p className="text-muted">{outcome === 'done' ? say.done : texts.spentLink.lead}</p>
          {outcome === 'spent' && !isSignedIn && <p className="text-muted">{say.signInFirst}</p>}
        </div>
        {outcome === 'spent' && isSignedIn && <Resend />}
        <button type="button" className="button button-main w-full" onClick={endErrand}>
          {isSignedIn || outcome === 'done' ? say.goOn : say.signIn}
        </button>
      </Card>
    </Layout>
  );
}

/** Whoever opens a link twice has confirmed all the same. */
async function redeem(token: string): Promise<'done' | 'spent'> {
  const isGood = await doorstep.auth.verifyEmail(token).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DoorstepError && error.code === 'VALIDATION_ERROR') return false;
      throw error;
    },
  );
  const isKnown = doorstep.user !== undefined;
  const user = (await doorstep.auth.restore()) && (isKnown ? await doorstep.auth.me() : doorstep.user);
  return isGood || user?.email_verified_at ? 'done' : 'spent';
}

function rethrow(error: unknown): never {
  throw error;
}
