import { useState } from 'react';
import { EmailInput, Input } from '../fields/inputs.js';
import { PasswordInput } from '../fields/passwords.js';
import { Form } from '../parts/forms.js';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { Notice } from '../parts/notices.js';
import { useMarked } from '../parts/said.js';
import { type Mode, useAccountForm } from '../state/account-forms.js';
import type { Journey } from '../state/journeys.js';
import { addressOf, forgotPlace } from '../state/places.js';
import { texts } from '../texts/texts.js';

const say = texts.account;

/** Create an account or sign in. */
export function Account({ flow: told, known, ended }: Extract<Journey, { at: 'account' }>) {
  const flow = useMarked(told);
  const [mode, setMode] = useState<Mode>(known ? 'signIn' : 'register');
  const form = useAccountForm(mode);
  const isNew = mode === 'register';
  const title = isNew ? say.registerTitle : say.signInTitle;
  return (
    <Layout>
      <Card key={mode}>
        <div className="space-y-2">
          <p lang={flow.langs?.title} className="text-sm font-medium text-muted">
            {flow.title}
          </p>
          <Heading title={[title, flow.title]}>{title}</Heading>
          <p className="text-muted">{isNew ? say.registerLead(flow.title) : say.signInLead}</p>
        </div>
        {ended && <Notice look="warning">{say.ended}</Notice>}
        <Form form={form} action={isNew ? say.register : say.signIn}>
          {isNew && (
            <Input {...form.input('full_name')} label={`${say.name} (${texts.optional})`} autoComplete="name" />
          )}
          <EmailInput {...form.input('email')} autoComplete={isNew ? 'email' : 'username'} />
          <PasswordInput
            {...form.input('password')}
            help={isNew ? say.passwordHelp : undefined}
            autoComplete={isNew ? 'new-password' : 'current-password'}
          />
          {form.needsCode && (
            <Input
              {...form.input('otp')}
              label={say.code}
              help={say.codeHelp}
              required
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Form>
        <div className="flex flex-wrap gap-x-6">
          <button
            type="button"
            className="link"
            onClick={() => {
              form.forget();
              setMode(isNew ? 'signIn' : 'register');
            }}
          >
            {isNew ? say.toSignIn : say.toRegister}
          </button>
          {!isNew && (
            <a className="link" href={addressOf(forgotPlace)}>
              {say.toForgot}
            </a>
          )}
        </div>
      </Card>
    </Layout>
  );
}
