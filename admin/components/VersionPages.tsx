import type { BasePropertyProps } from 'adminjs';
import { type FieldOfPage, inWords, unpack } from './shared/records.js';
import { words } from './shared/words.js';

interface VersionPage {
  key: string;
  title: string;
  description?: string;
  fields: FieldOfPage[];
}

const rulesOf = (field: FieldOfPage) =>
  Object.entries(words.fields.short).flatMap(([name, say]) => {
    const value = field[name as keyof typeof words.fields.short];
    return value === undefined ? [] : [say(value)];
  });

/** A version as users see it: it never changes. */
export default function VersionPages({ record, property }: BasePropertyProps) {
  const pages = unpack<VersionPage[]>(record, property.path) ?? [];
  return (
    <div className="o">
      <span className="label">{words.flows.whatUsersSee}</span>
      {pages.map(({ key, title, description, fields }, index) => (
        <section className="card" key={key} aria-label={title}>
          <h2>
            {index + 1}. {title} <code>{key}</code>
          </h2>
          {description && <p className="muted">{description}</p>}
          {fields.map((field) => (
            <div className="line" key={field.key}>
              <span className="grow">
                <strong>{field.label}</strong> <code>{field.key}</code>
                {field.help && <div className="muted">{field.help}</div>}
                {field.options && <div className="muted">{field.options.map(({ label }) => label).join(' · ')}</div>}
              </span>
              <small>{[inWords(field.type), ...rulesOf(field)].join(', ')}</small>
              <span className="pill">{field.required ? words.common.mustBeAnswered : words.common.mayBeLeftOut}</span>
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
