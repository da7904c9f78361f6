import type { Values } from '../../../src/domain/layouts.js';
import { Labelled, tied } from '../shared/labelled.js';
import { words } from '../shared/words.js';
import { Translations } from './Translations.js';
import { texts } from './texts.js';
import { nameOf, saidIn } from './translating.js';

const say = words.translations;

interface Props {
  values: Values;
  errors: Record<string, { message: string }>;
  set(to: Values): void;
  settle(): void;
}

interface Text {
  /** `label`, `help`, `options.<value>`. */
  name: string;
  main: string;
  label(language: string): string;
  maxLength: number;
}

/** A field's label, help and options in the flow's other languages. They are the library's, as all of it. */
export function FieldTranslations({ values, errors, set, settle }: Props) {
  const mains = textsOf(values);
  const change = (name: string, tag: string, text: string) => {
    const [column = '', ...rest] = name.split('.');
    if (!rest.length) return set({ [`${column}@${tag}`]: text || null });
    const { [rest.join('.')]: _old, ...others } = (values[`options@${tag}`] ?? {}) as Record<string, string>;
    const options = text ? { ...others, [rest.join('.')]: text } : others;
    set({ [`options@${tag}`]: Object.keys(options).length ? options : null });
  };
  return (
    <Translations texts={mains} values={values}>
      {(tag) =>
        mains.map(({ name, main, label, maxLength }) => {
          const id = `${name}@${tag}`;
          const wrong = errors[`translations.${tag}.${name}`]?.message;
          const control = {
            ...tied(id, wrong),
            ...{ lang: tag, maxLength, placeholder: main, value: saidIn(values, name, tag), onBlur: settle },
            onChange: ({ target }: { target: { value: string } }) => change(name, tag, target.value),
          };
          return (
            <Labelled key={id} id={id} label={label(nameOf(tag))} error={wrong}>
              {name === 'help' ? <textarea {...control} rows={2} /> : <input {...control} type="text" />}
            </Labelled>
          );
        })
      }
    </Translations>
  );
}

function textsOf({ label, help, options }: Values): Text[] {
  const offered = (options ?? []) as { value: string; label: string }[];
  return [
    { name: 'label', main: String(label ?? ''), label: (language) => say.in(texts.label, language), maxLength: 200 },
    ...(help
      ? [
          {
            name: 'help',
            main: String(help),
            label: (language: string) => say.in(texts.help, language),
            maxLength: 1000,
          },
        ]
      : []),
    ...offered
      .filter(({ value }) => value)
      .map((option) => ({
        name: `options.${option.value}`,
        main: option.label,
        label: (language: string) => say.option(option.label, language),
        maxLength: 200,
      })),
  ];
}
