import { type BasePropertyProps, flat } from 'adminjs';
import { DateBound } from './shared/bounds.js';
import { complaintsOf, Labelled, tied } from './shared/labelled.js';
import { type Choice, OptionsEditor } from './shared/options.js';
import { words } from './shared/words.js';

const texts = words.fields;

const named = ['min_length', 'max_length', 'pattern', 'min', 'max'] as const;
const nameOf = (rule: string) => texts[named.find((name) => name === rule) ?? 'rules'];

/** The rules that the chosen type of field knows, each with a control that fits it. */
export default function FieldRules({ record, property, onChange }: BasePropertyProps) {
  const params = record?.params ?? {};
  const type = String(params.type ?? '');
  if (!type) return <p className="o help">{texts.chooseType}</p>;
  return (
    <>
      <RuleControls
        type={type}
        rules={property.custom.rulesOf[type] ?? []}
        values={{ ...params, options: flat.get(params, 'options') }}
        errors={record?.errors ?? {}}
        onChange={(name, value) => onChange?.(name, value as string)}
      />
      <p className="o help">{words.translations.elsewhere}</p>
    </>
  );
}

interface ControlsProps {
  type: string;
  rules: string[];
  values: Record<string, unknown>;
  errors: Record<string, { message?: string } | undefined>;
  onChange(name: string, value: unknown): void;
}

/** The same wherever a field is edited. */
export function RuleControls({ type, rules, values, errors, onChange }: ControlsProps) {
  return (
    <section className="o" aria-label={texts.rules}>
      {rules
        .filter((rule) => rule !== 'options')
        .map((rule) => (
          <Rule
            key={rule}
            rule={rule}
            type={type}
            value={String(values[rule] ?? '')}
            error={complaintsOf(errors, rule)}
            onChange={(value) => onChange(rule, value)}
          />
        ))}
      {rules.includes('options') && (
        <OptionsEditor
          options={(values.options as Choice[] | undefined) ?? []}
          errors={errors}
          onChange={(options) => onChange('options', options)}
        />
      )}
      {!rules.length && <p className="help">{texts.noRules}</p>}
    </section>
  );
}

interface RuleProps {
  rule: string;
  type: string;
  value: string;
  error?: string;
  onChange(value: string): void;
}

function Rule({ rule, type, value, error, onChange }: RuleProps) {
  const isBound = rule === 'min' || rule === 'max';
  if (isBound && type === 'date') {
    const label = rule === 'min' ? texts.earliest : texts.latest;
    return <DateBound id={rule} label={label} value={value} error={error} onChange={onChange} />;
  }
  const choices = isBound && type === 'multi_select';
  const label = choices ? (rule === 'min' ? texts.fewest : texts.most) : nameOf(rule);
  const help = rule === 'pattern' ? texts.patternHelp : undefined;
  const attributes = {
    ...tied(rule, error, help),
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Labelled id={rule} label={label} error={error} help={help}>
      {rule === 'pattern' ? (
        <input {...attributes} type="text" maxLength={500} spellCheck={false} />
      ) : (
        <input
          {...attributes}
          className="short"
          type="number"
          step={isBound && !choices ? 'any' : 1}
          min={isBound && !choices ? undefined : 0}
        />
      )}
    </Labelled>
  );
}
