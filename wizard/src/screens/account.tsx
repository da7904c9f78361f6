import { useState } from 'react';
import { Input } from '../fields/inputs.js';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { Notice } from '../parts/notices.js';
import { type Mode, useAccountForm } from '../state/account-forms.js';
import type { Journey } from '../state/journeys.js';
import { texts } from '../texts/texts.js';

const say = texts.account;

/** Create an account or sign in. */
export function Account({ flow, known, ended }: Extract<Journey, { at: 'account' }>) {
  const [mode, setMode] = useState<Mode>(known ? 'signIn' : 'register');
  const [isShown, setIsShown] = useState(false);
  const form = useAccountForm(mode);
  const isNew = mode === 'register';
  const title = isNew ? say.registerTitle : say.signInTitle;
  const input = (key: keyof typeof form.values) => ({
    path: key,
    value: form.values[key],
    error: form.complaints[key],
    change: (value: string) => form.change(key, value),
  });
  return (
    <Layout>
      <Card key={mode}>
        <div className="space-y-2">
          <p className="text-sm font-medium text-muted">{flow.title}</p>
          <Heading title={[title, flow.title]}>{title}</Heading>
          <p className="text-muted">{isNew ? say.registerLead(flow.title) : say.signInLead}</p>
        </div>
        {ended && <Notice look="warning">{say.ended}</Notice>}
        {form.refusal && (
          <Notice look="danger" role="alert">
            {form.refusal}
          </Notice>
        )}
        <form
          noValidate
          className="space-y-5"
          onSubmit={(event) => {
            event.preventDefault();
            form.submit();
          }}
        >
          {isNew && <Input {...input('full_name')} label={`${say.name} (${texts.optional})`} autoComplete="name" />}
          <Input
            {...input('email')}
            label={say.email}
            required
            inputMode="email"
            autoComplete={isNew ? 'email' : 'username'}
            autoCapitalize="none"
            spellCheck={false}
          />
          <div>
            <Input
              {...input('password')}
              label={say.password}
              required
              type={isShown ? 'text' : 'password'}
              help={isNew ? say.passwordHelp : undefined}
              autoComplete={isNew ? 'new-password' : 'current-password'}
              autoCapitalize="none"
              spellCheck={false}
            />
            <label className="mt-1 inline-flex min-h-11 cursor-pointer items-center gap-3 text-sm">
              <input
                type="checkbox"
                className="tick mt-0"
                checked={isShown}
                onChange={(event) => setIsShown(event.target.checked)}
              />
              {say.showPassword}
            </label>
          </div>
          {form.needsCode && (
            <Input {...input('otp')} label={say.code} required inputMode="numeric" autoComplete="one-time-code" />
          )}
          <button type="submit" className="button button-main w-full" aria-disabled={form.busy}>
            {isNew ? say.register : say.signIn}
          </button>
        </form>
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
      </Card>
    </Layout>
  );
}
