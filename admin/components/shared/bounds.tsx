import { Labelled, tied } from './labelled.js';
import { words } from './words.js';

interface Props {
  id: string;
  label: string;
  value: string;
  error?: string;
  onChange(value: string): void;
}

type Kind = keyof typeof words.fields.bounds;
const texts = words.fields;

function kindOf(value: string): Kind {
  if (!value) return 'none';
  if (value === 'today') return 'today';
  return /^[+-]/.test(value) ? 'relative' : 'day';
}

const starts: Record<Kind, () => string> = {
  none: () => '',
  day: () => new Date().toISOString().slice(0, 10),
  today: () => 'today',
  relative: () => '-18y',
};

/** The earliest or latest day a date may be: a day, today, or so many days, weeks, months or years from today. */
export function DateBound({ id, label, value, error, onChange }: Props) {
  const kind = kindOf(value);
  return (
    <Labelled id={id} label={label} error={error}>
      <span className="row">
        <select
          className="short"
          {...tied(id, error)}
          value={kind}
          onChange={({ target }) => onChange(starts[target.value as Kind]())}
        >
          {Object.entries(texts.bounds).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        {kind === 'day' && (
          <input
            className="short"
            type="date"
            aria-label={texts.theDay(label)}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
        {kind === 'relative' && <FromToday label={label} value={value} onChange={onChange} />}
      </span>
    </Labelled>
  );
}

function FromToday({ label, value, onChange }: Pick<Props, 'label' | 'value' | 'onChange'>) {
  const [, sign = '-', count = '0', unit = 'y'] = /^([+-])(\d*)([dwmy])$/.exec(value) ?? [];
  const change = (next: { sign?: string; count?: string; unit?: string }) =>
    onChange(`${next.sign ?? sign}${next.count ?? count}${next.unit ?? unit}`);
  return (
    <>
      <input
        className="short"
        type="number"
        min={0}
        max={9999}
        aria-label={texts.howMany(label)}
        value={count}
        onChange={({ target }) => change({ count: target.value.replace(/\D/g, '').slice(0, 4) })}
      />
      <select
        className="short"
        aria-label={texts.unit(label)}
        value={unit}
        onChange={({ target }) => change({ unit: target.value })}
      >
        {Object.entries(texts.units).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <select
        className="short"
        aria-label={texts.beforeOrAfter(label)}
        value={sign}
        onChange={({ target }) => change({ sign: target.value })}
      >
        <option value="-">{texts.beforeToday}</option>
        <option value="+">{texts.afterToday}</option>
      </select>
    </>
  );
}
