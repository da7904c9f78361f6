import { checkOwnPassword } from '../checks/accounts.js';
import { PasswordInput } from '../fields/passwords.js';
import { Form } from '../parts/forms.js';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { doorstep } from '../state/doorstep.js';
import { drafts } from '../state/drafts.js';
import { useForm } from '../state/forms.js';
import { addressOf } from '../state/places.js';
import { texts } from '../texts/texts.js';

const say = texts.erase;

interface Props {
  /** Told while the session is being ended on purpose. */
  leaving(onPurpose: boolean): void;
  onErased(): void;
}

/** Deleting the own account: what is lost, and the password, since there is no way back. */
export function Erase({ leaving, onErased }: Props) {
  const form = useForm({
    empty: { password: '' },
    check: ({ password }) => checkOwnPassword(password),
    send: async ({ password }) => {
      leaving(true);
      await doorstep.users.eraseMe(password).finally(() => leaving(false));
      drafts.clear();
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
      onErased();
    },
  });
  return (
    <Card>
      <div className="space-y-2">
        <Heading title={[say.title]}>{say.title}</Heading>
        <p className="break-words">{say.lead(doorstep.user?.email ?? '')}</p>
        <ul className="list-disc space-y-1 pl-5 text-muted">
          {say.lost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <Form form={form} action={say.now} look="danger">
        <PasswordInput {...form.input('password')} help={say.passwordHelp} autoComplete="current-password" />
      </Form>
      <a className="button button-plain w-full" href={addressOf('')}>
        {say.keep}
      </a>
    </Card>
  );
}

export const Erased = ({ onDone }: { onDone(): void }) => (
  <Layout>
    <Card>
      <Heading title={[say.doneTitle]}>{say.doneTitle}</Heading>
      <p>{say.done}</p>
      <button type="button" className="button button-plain" onClick={onDone}>
        {say.leave}
      </button>
    </Card>
  </Layout>
);
