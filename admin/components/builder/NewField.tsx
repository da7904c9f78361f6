import { type FormEvent, useState } from 'react';
import type { Edit } from '../../../src/domain/layouts.js';
import { Labelled, tied } from '../shared/labelled.js';
import { inWords } from '../shared/records.js';
import { useTools } from './context.js';
import { Drawer } from './Drawer.js';
import { firstOptions } from './FieldDrawer.js';
import { keyFrom, lastOn, newId } from './moves.js';
import { texts } from './texts.js';

/** Makes a field of the library and puts it on the page chosen; its rules come next. */
export function NewField() {
  const { bench, state, rulesOf, open, target } = useTools();
  const [label, setLabel] = useState('');
  const [type, setType] = useState('text');
  const [isMissing, setMissing] = useState(false);
  const { layout } = state;
  const make = (event: FormEvent) => {
    event.preventDefault();
    const name = label.trim();
    if (!name) return setMissing(true);
    const field = newId();
    const taken = Object.values(layout.fields).map(({ key }) => String(key));
    const options = rulesOf[type]?.includes('options') ? firstOptions() : [];
    const edits: Edit[] = [
      { op: 'field.new', field, to: { key: keyFrom(name, taken, '_'), type, label: name, options } },
      { op: 'place', field, from: null, to: lastOn(layout, field, target), required: true },
    ];
    bench.act(texts.changes.made(name), edits);
    bench.say(texts.changes.made(name));
    open({ kind: 'field', id: field });
  };
  const error = isMissing && !label.trim() ? texts.missing : undefined;
  return (
    <Drawer title={texts.newField} from="new-field">
      <form onSubmit={make} noValidate>
        <Labelled id="new-label" label={texts.label} error={error}>
          <input
            {...tied('new-label', error)}
            maxLength={200}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        </Labelled>
        <Labelled id="new-type" label={texts.type}>
          <select id="new-type" value={type} onChange={(event) => setType(event.target.value)}>
            {Object.keys(rulesOf).map((name) => (
              <option key={name} value={name}>
                {inWords(name)}
              </option>
            ))}
          </select>
        </Labelled>
        <button type="submit" className="main">
          {texts.makeField}
        </button>
      </form>
    </Drawer>
  );
}
