import { type BasePropertyProps, flat } from 'adminjs';
import React from 'react';
import type { Choice } from './shared/options.js';
import { words } from './shared/words.js';

const texts = words.fields;

/** A field's rules and options, as far as it has any. */
export default function FieldRulesShown({ record }: BasePropertyProps) {
  const params = record?.params ?? {};
  const given = Object.entries(texts.shown).filter(([name]) => params[name] !== null && params[name] !== undefined);
  const options = (flat.get(params, 'options') as Choice[] | undefined) ?? [];
  return (
    <div className="o group">
      <span className="label">{texts.rules}</span>
      {!given.length && !options.length && <p className="muted">{texts.noneGiven}</p>}
      <dl className="facts">
        {given.map(([name, label]) => (
          <React.Fragment key={name}>
            <dt>{label}</dt>
            <dd>
              <code>{String(params[name])}</code>
            </dd>
          </React.Fragment>
        ))}
        {options.length > 0 && (
          <>
            <dt>{texts.options}</dt>
            <dd>
              {options.map(({ value, label }) => (
                <div key={value}>
                  {label} <code>{value}</code>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
