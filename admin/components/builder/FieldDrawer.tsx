import { useEffect, useRef } from 'react';
import { pageOf, type Values } from '../../../src/domain/layouts.js';
import { RuleControls } from '../FieldRules.js';
import { Labelled, tied } from '../shared/labelled.js';
import { inWords } from '../shared/records.js';
import { fieldProblems } from './complaints.js';
import { useTools } from './context.js';
import { Drawer } from './Drawer.js';
import { FieldTranslations } from './FieldTranslations.js';
import { labelOf } from './moves.js';
import { Placing } from './Placing.js';
import { texts } from './texts.js';

const pause = 700;
const numbers = ['min_length', 'max_length'];
const rules = ['min_length', 'max_length', 'pattern', 'min', 'max'];

/** A field of the library, every rule under a control that fits it. What is typed is saved when the typing pauses. */
export function FieldDrawer({ id }: { id: string }) {
  const { bench, state, rulesOf } = useTools();
  const timer = useRef<number>();
  const { layout, typed, board } = state;
  const saved = layout.fields[id] ?? {};
  const values: Values = { ...saved, ...typed[id]?.to };
  const errors = typed[id]?.errors ?? {};
  const settle = () => {
    clearTimeout(timer.current);
    bench.settle(id);
  };
  // What was typed last is saved when the drawer closes.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      bench.settle(id);
    },
    [bench, id],
  );
  const set = (to: Values) => {
    bench.type(id, to);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(settle, pause);
  };
  const text = (name: string) => ({
    ...tied(name, errors[name]?.message),
    value: String(values[name] ?? ''),
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    onBlur: settle,
  });
  const type = String(values.type ?? '');
  const others = board.elsewhere[id];
  return (
    <Drawer title={texts.fieldOf(labelOf(layout, id))} from={`field-${id}`}>
      {others && <p className="also">{texts.also(others)}</p>}
      {fieldProblems(state, id).map((problem) => (
        <p className="wrong" key={problem}>
          {problem}
        </p>
      ))}
      <Labelled id="label" label={texts.label} error={errors.label?.message}>
        <input {...text('label')} type="text" maxLength={200} />
      </Labelled>
      <Labelled id="type" label={texts.type} error={errors.type?.message}>
        <select
          {...tied('type', errors.type?.message)}
          value={type}
          onChange={({ target }) => set(forType(target.value, values, rulesOf))}
        >
          {Object.keys(rulesOf).map((name) => (
            <option key={name} value={name}>
              {inWords(name)}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled id="help" label={texts.help} error={errors.help?.message}>
        <textarea
          {...text('help')}
          rows={2}
          maxLength={1000}
          onChange={({ target }) => set({ help: target.value || null })}
        />
      </Labelled>
      {pageOf(layout, id) && <Placing id={id} />}
      <RuleControls
        type={type}
        rules={rulesOf[type] ?? []}
        values={values}
        errors={errors}
        onChange={(name, value) => set({ [name]: read(name, value) })}
      />
      <FieldTranslations values={values} errors={errors} set={set} settle={settle} />
      <Labelled id="key" label={texts.key} error={errors.key?.message}>
        <input {...text('key')} type="text" maxLength={63} spellCheck={false} />
      </Labelled>
      {typed[id] && Object.keys(errors).length > 0 && (
        <button type="button" onClick={() => bench.forget(id)}>
          {texts.putBackChange}
        </button>
      )}
    </Drawer>
  );
}

/** As the library keeps it: an empty control is no rule. */
function read(name: string, value: unknown): unknown {
  if (value === '') return null;
  return numbers.includes(name) && /^\d{1,9}$/.test(String(value)) ? Number(value) : value;
}

/** A change of type lets go of the rules that the new one does not know; a choice begins with something to choose. */
function forType(type: string, values: Values, rulesOf: Record<string, string[]>): Values {
  const known = rulesOf[type] ?? [];
  const gone = rules.filter((rule) => !known.includes(rule) || values.type !== type).map((rule) => [rule, null]);
  return { type, ...Object.fromEntries(gone), options: known.includes('options') ? optionsOf(values) : [] };
}

export const firstOptions = () => [{ value: 'option-1', label: texts.firstOption }];
const optionsOf = ({ options }: Values) => (Array.isArray(options) && options.length ? options : firstOptions());
