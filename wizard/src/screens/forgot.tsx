import { useState } from 'react';
import { checkAddress } from '../checks/accounts.js';
import { EmailInput } from '../fields/inputs.js';
import { Form } from '../parts/forms.js';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { doorstep } from '../state/doorstep.js';
import { useForm } from '../state/forms.js';
import { addressOf } from '../state/places.js';
import { texts } from '../texts/texts.js';

const say = texts.forgot;

/** Asks for a link to set a new password. What comes of it is told in the mailbox alone. */
export function Forgot() {
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({
    empty: { email: '' },
    check: ({ email }) => checkAddress(email),
    send: async ({ email }) => {
      await doorstep.auth.forgotPassword(email);
      setSentTo(email);
    },
  });
  const title = sentTo === undefined ? say.title : say.sentTitle;
  return (
    <Layout>
      <Card key={title}>
        <div className="space-y-2">
          <Heading title={[title]}>{title}</Heading>
          <p className="break-words text-muted">{sentTo === undefined ? say.lead : say.sent(sentTo)}</p>
        </div>
        {sentTo === undefined && (
          <Form form={form} action={say.send}>
            <EmailInput {...form.input('email')} autoComplete="username" />
          </Form>
        )}
        <a className="link" href={addressOf('')}>
          {say.back}
        </a>
      </Card>
    </Layout>
  );
}
