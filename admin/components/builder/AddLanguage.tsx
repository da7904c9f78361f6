import { type FormEvent, useState } from 'react';
import { canonical, isLanguage } from '../../../src/domain/languages.js';
import { Labelled, tied } from '../shared/labelled.js';
import { words } from '../shared/words.js';
import { common, nameOf } from './translating.js';

const say = words.translations;
const another = 'another';

interface SelectProps {
  id: string;
  value: string;
  without: string[];
  onChoose(tag: string): void;
  /** Offered beside the languages. */
  more?: boolean;
  error?: string;
}

/** Languages by their names. */
export function LanguageSelect({ id, value, without, onChoose, more, error }: SelectProps) {
  const known = value && value !== another && !common.includes(value) ? [value, ...common] : common;
  const named = known
    .filter((tag) => !without.includes(tag))
    .map((tag) => ({ tag, name: nameOf(tag) }))
    .sort((one, other) => one.name.localeCompare(other.name, words.language));
  return (
    <select {...tied(id, error)} data-focus={id} value={value} onChange={({ target }) => onChoose(target.value)}>
      {!value && <option value="">{say.choose}</option>}
      {named.map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
      {more && <option value={another}>{say.another}</option>}
    </select>
  );
}

/** One of many languages, or any other one by its tag. */
export function AddLanguage({ without, onAdd }: { without: string[]; onAdd(tag: string): void }) {
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = chosen === another ? (canonical(typed.trim()) ?? '') : chosen;
    if (!isLanguage(tag)) return setError(chosen === another ? say.noTag : say.chooseFirst);
    if (without.includes(tag)) return setError(say.isThere(nameOf(tag)));
    setChosen('');
    setTyped('');
    setError(undefined);
    onAdd(tag);
  };
  const wrong = (isTag: boolean) => (isTag === (chosen === another) ? error : undefined);
  return (
    <form onSubmit={add} noValidate>
      <Labelled id="add-language" label={say.add} error={wrong(false)}>
        <LanguageSelect
          id="add-language"
          value={chosen}
          without={without}
          onChoose={setChosen}
          more
          error={wrong(false)}
        />
      </Labelled>
      {chosen === another && (
        <Labelled id="language-tag" label={say.tag} error={wrong(true)}>
          <input
            {...tied('language-tag', wrong(true))}
            value={typed}
            maxLength={35}
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Labelled>
      )}
      <button type="submit">{say.addIt}</button>
    </form>
  );
}
