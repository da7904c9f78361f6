import { ApiClient } from 'adminjs';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { inWords, recordUrl } from './records.js';
import { words } from './words.js';

interface Found {
  id: string;
  email: string;
  full_name: string | null;
  role: string;
  is_active: boolean;
  is_deleted: boolean;
}

const texts = words.people.search;

/** Milliseconds of rest in the typing before the server is asked. */
const rest = 200;
const api = new ApiClient();

/** What was found for what is typed; undefined while nothing is known of it. */
function useFound(part: string): Found[] | 'failed' | undefined {
  const [found, setFound] = useState<Found[] | 'failed'>();
  useEffect(() => {
    setFound(undefined);
    if (part.length < 2) return;
    let current = true;
    const timer = setTimeout(() => {
      api
        .resourceAction({ resourceId: 'users', actionName: 'find', params: { q: part } })
        .then(({ data }) => current && setFound((data as unknown as { found: Found[] }).found))
        .catch(() => current && setFound('failed'));
    }, rest);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [part]);
  return found;
}

/** A person from anywhere: suggestions as one types, by the keyboard too (ARIA's combobox with a list). */
export function PeopleSearch() {
  const [part, setPart] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const around = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const list = useId();
  const found = useFound(part.trim());
  const people = Array.isArray(found) ? found : [];
  const shown = isOpen && found !== undefined;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const open = (person: Found | undefined) => {
    if (!person) return;
    close();
    setPart('');
    navigate(recordUrl('users', person.id));
  };
  const step = (by: 1 | -1) => {
    setOpen(true);
    if (people.length) setActive((active + by + people.length + (active < 0 && by < 0 ? 1 : 0)) % people.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => open(people[Math.max(active, 0)]),
      Escape: () => (shown ? close() : setPart('')),
    };
    if (event.nativeEvent.isComposing || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]?.();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears when the focus has left what is inside
    <div
      ref={around}
      className="o people-search"
      onBlur={({ relatedTarget }) => !around.current?.contains(relatedTarget as Node | null) && close()}
    >
      <input
        role="combobox"
        aria-label={texts.label}
        aria-expanded={shown && people.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined}
        placeholder={texts.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={part}
        onChange={({ target }) => {
          setPart(target.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <span className="visually-hidden" role="status">
        {shown && people.length > 0 ? texts.count(people.length) : ''}
      </span>
      <div className="found" hidden={!shown}>
        <div id={list} role="listbox" aria-label={texts.list}>
          {people.map((person, index) => (
            // The keys are the input's: it keeps the focus.
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              key={person.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => open(person)}
            >
              <Suggestion {...person} />
            </div>
          ))}
        </div>
        {found === 'failed' && <p role="alert">{texts.failed}</p>}
        {Array.isArray(found) && !found.length && <p role="status">{texts.none}</p>}
      </div>
    </div>
  );
}

function Suggestion({ email, full_name, role, is_active, is_deleted }: Found) {
  const state = is_deleted ? words.people.deleted : !is_active && words.people.inactive;
  const notes = [role !== 'member' && inWords(role), state].filter(Boolean).join(', ');
  return (
    <>
      <strong dir="auto">{full_name ?? email}</strong>
      {full_name && <span dir="auto">{email}</span>}
      {notes && <small>{notes}</small>}
    </>
  );
}
