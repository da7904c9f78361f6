import type { DoorstepError } from 'doorstep-client';
import { useState } from 'react';
import { checkPassword } from '../checks/accounts.js';
import { PasswordInput } from '../fields/passwords.js';
import { Form } from '../parts/forms.js';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { doorstep } from '../state/doorstep.js';
import { endErrand } from '../state/errands.js';
import { useForm } from '../state/forms.js';
import { forgotPlace, goTo } from '../state/places.js';
import { texts } from '../texts/texts.js';

const say = texts.reset;

/** A new password, by the link in a mail. */
export function Reset({ token }: { token: string }) {
  const [outcome, setOutcome] = useState<'open' | 'done' | 'spent'>('open');
  const form = useForm({
    empty: { password: '' },
    check: ({ password }) => checkPassword(password),
    send: async ({ password }) => {
      await doorstep.auth.resetPassword(token, password);
      setOutcome('done');
    },
    complaintsOf({ details }: DoorstepError) {
      if (!details.some(({ field }) => field === 'token')) return undefined;
      setOutcome('spent');
      return {};
    },
  });
  const title = { open: say.title, done: say.doneTitle, spent: texts.spentLink.title }[outcome];
  const lead = { open: say.lead, done: say.done, spent: texts.spentLink.lead }[outcome];
  return (
    <Layout>
      <Card key={outcome}>
        <div className="space-y-2">
          <Heading title={[title]}>{title}</Heading>
          <p className="text-muted">{lead}</p>
        </div>
        {outcome === 'open' && (
          <Form form={form} action={say.save}>
            <PasswordInput
              {...form.input('password')}
              label={say.password}
              help={texts.account.passwordHelp}
              autoComplete="new-password"
            />
          </Form>
        )}
        {outcome === 'done' && (
          <button type="button" className="button button-main w-full" onClick={endErrand}>
            {say.signIn}
          </button>
        )}
        {outcome === 'spent' && (
          <button
            type="button"
            className="button button-main w-full"
            onClick={() => {
              goTo(forgotPlace);
              endErrand();
            }}
          >
            {say.again}
          </button>
        )}
      </Card>
    </Layout>
  );
}
