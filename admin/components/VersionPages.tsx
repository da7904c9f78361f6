import type { BasePropertyProps } from 'adminjs';
import { type FieldOfPage, unpack, words } from './shared/records.js';

interface VersionPage {
  key: string;
  title: string;
  description?: string;
  fields: FieldOfPage[];
}

const rules: [keyof FieldOfPage, string][] = [
  ['min_length', 'at least {} characters'],
  ['max_length', 'at most {} characters'],
  ['min', 'from {}'],
  ['max', 'up to {}'],
];

const rulesOf = (field: FieldOfPage) =>
  rules.filter(([name]) => field[name] !== undefined).map(([name, text]) => text.replace('{}', String(field[name])));

/** A version as users see it: it never changes. */
export default function VersionPages({ record, property }: BasePropertyProps) {
  const pages = unpack<VersionPage[]>(record, property.path) ?? [];
  return (
    <div className="o">
      <span className="label">What users see</span>
      {pages.map(({ key, title, description, fields }, index) => (
        <section className="card" key={key} aria-label={title}>
          <h3>
            {index + 1}. {title} <code>{key}</code>
          </h3>
          {description && <p className="muted">{description}</p>}
          {fields.map((field) => (
            <div className="line" key={field.key}>
              <span className="grow">
                <strong>{field.label}</strong> <code>{field.key}</code>
                {field.help && <div className="muted">{field.help}</div>}
                {field.options && <div className="muted">{field.options.map(({ label }) => label).join(' · ')}</div>}
              </span>
              <small>{[words(field.type), ...rulesOf(field)].join(', ')}</small>
              <span className="pill">{field.required ? 'must be answered' : 'may be left out'}</span>
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
