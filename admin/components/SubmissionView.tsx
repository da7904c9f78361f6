import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { answerText, type FieldOfPage, moment, unpack, words } from './shared/records.js';

interface View {
  number: number;
  pages: { key: string; title: string; answered: boolean; fields: (FieldOfPage & { answer: unknown })[] }[];
  events: {
    type: string;
    page_key: string | null;
    details: { field: string; rule?: string }[];
    created_at: string;
    by_email: string | null;
    by_name: string | null;
  }[];
}

/** What somebody answered, page by page under the labels he saw, and what happened on the way. */
export default function SubmissionView({ record, property }: BasePropertyProps) {
  const view = unpack<View>(record, property.path);
  if (!view) return null;
  const titles = new Map(view.pages.map(({ key, title }) => [key, title]));
  return (
    <div className="o">
      <h2>Answers</h2>
      <p className="muted">As asked by version {view.number}.</p>
      <br />
      {view.pages.map(({ key, title, answered, fields }) => (
        <section className="card" key={key} aria-label={title}>
          <h3>
            {title} <span className={`pill ${answered ? 'good' : ''}`}>{answered ? 'done' : 'not done yet'}</span>
          </h3>
          <dl className="facts">
            {fields.map((field) => (
              <React.Fragment key={field.key}>
                <dt>{field.label}</dt>
                <dd>{answerText(field, field.answer)}</dd>
              </React.Fragment>
            ))}
          </dl>
        </section>
      ))}
      <h2>What happened</h2>
      <table>
        <thead>
          <tr>
            <th>When</th>
            <th>What</th>
            <th>Page or fields</th>
            <th>By</th>
          </tr>
        </thead>
        <tbody>
          {view.events.map((event) => (
            <tr key={`${event.created_at} ${event.type}`}>
              <td>{moment(event.created_at)}</td>
              <td>{words(event.type)}</td>
              <td>
                {event.page_key && (titles.get(event.page_key) ?? event.page_key)}
                {event.details.map(({ field, rule }) => `\n${field}${rule ? `: ${words(rule).toLowerCase()}` : ''}`)}
              </td>
              <td>{event.by_name ?? event.by_email ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
