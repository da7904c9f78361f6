import { Fragment } from 'react';
import type { LastChange } from '../../../src/domain/last-changes.js';
import { type Clash, type Edit, edited, type Layout, pageOf } from '../../../src/domain/layouts.js';
import { inWords, moment } from '../shared/records.js';
import { words } from '../shared/words.js';
import { useTools } from './context.js';
import { labelOf, rebased, whereIs, wherePageIs } from './moves.js';
import { texts } from './texts.js';
import { nameOf as nameOfLanguage } from './translating.js';
import type { Conflict } from './workbench.js';

/** What somebody else changed too: both values, and the choice between them. */
export function Conflicts() {
  const { state } = useTools();
  if (!state.conflicts.length) return null;
  return (
    <div className="conflicts" role="alert">
      <h2>{texts.conflict.heading}</h2>
      {state.conflicts.map((conflict) => (
        <OneConflict key={conflict.batch.id} conflict={conflict} />
      ))}
    </div>
  );
}

function OneConflict({ conflict }: { conflict: Conflict }) {
  const { bench, state } = useTools();
  const { clashes, batch } = conflict;
  const isOpen = clashes.every(({ what }) => what === 'changed' || what === 'moved');
  return (
    <div className="conflict">
      {clashes.map((clash) => (
        <Fragment key={`${clash.at} ${clash.what}`}>
          <OneClash clash={clash} edits={batch.edits} />
          {clash.last && <p className="muted">{whose(clash.last)}</p>}
        </Fragment>
      ))}
      <div className="row">
        {isOpen ? (
          <>
            <button type="button" onClick={() => bench.decide(conflict, false)}>
              {texts.theirs}
            </button>
            <button type="button" onClick={() => bench.decide(conflict, true)}>
              {texts.mine}
            </button>
          </>
        ) : (
          <button type="button" onClick={() => bench.decide(conflict, false)}>
            {texts.understood}
          </button>
        )}
      </div>
      <span className="visually-hidden">{nameOf(state.layout, clashes[0])}</span>
    </div>
  );
}

function OneClash({ clash, edits }: { clash: Clash; edits: Edit[] }) {
  const { state } = useTools();
  const name = nameOf(state.layout, clash);
  const [kind, column = '', last = ''] = clash.at.split('.');
  const key = kind === 'flow' ? column : last;
  if (clash.what !== 'changed' && clash.what !== 'moved') return <p>{texts.conflict[clash.what](name)}</p>;
  const [theirs, yours] = bothOf(state.board, clash, edits);
  return (
    <>
      <p>
        {clash.what === 'moved' ? texts.conflict.moved(name) : texts.conflict.changed(name, columnOf(key || 'title'))}
      </p>
      <dl className="facts">
        <dt>{texts.conflict.theirs}</dt>
        <dd>{theirs}</dd>
        <dt>{texts.conflict.yours}</dt>
        <dd>{yours}</dd>
      </dl>
    </>
  );
}

/** What of a thing it is, and in which language. */
function columnOf(key: string): string {
  const [name = '', tag] = key.split('@');
  const column = texts.columns[name] ?? words.translations.columns[name] ?? name;
  return tag ? words.translations.in(column, nameOfLanguage(tag)) : column;
}

const whose = ({ by, when }: LastChange) =>
  by === null ? texts.conflict.when(moment(when)) : texts.conflict.by(by, moment(when));

function nameOf(layout: Layout, clash: Clash | undefined): string {
  const [kind, id = ''] = clash?.at.split('.') ?? [];
  const page = layout.pages.find((one) => one.id === id);
  if (kind === 'fields') return `“${labelOf(layout, id)}”`;
  return kind === 'pages' ? texts.pageOf(page?.title ?? '…') : `“${layout.title}”`;
}

/** Theirs is what the server told; yours what was refused. */
function bothOf(board: Layout, { at, what }: Clash, edits: Edit[]): [string, string] {
  const [kind, id = '', key = ''] = at.split('.');
  const edit =
    edits.find((one) => ('field' in one && one.field === id) || ('page' in one && one.page === id)) ?? edits[0];
  if (what === 'moved') {
    const where = (layout: Layout) => (kind === 'pages' ? wherePageIs(layout, id) : whereIs(layout, id));
    const mine = edit && where(edited(board, rebased(board, edit)));
    return [where(board) || texts.conflict.nowhere, mine || texts.conflict.nowhere];
  }
  if (kind === 'flow' && edit?.op === 'flow') return [shown(board.flow[id]), shown(edit.to[id])];
  if (kind === 'flow') return [board.title, edit?.op === 'title' ? edit.to : ''];
  if (key === 'required') {
    const now = pageOf(board, id)?.fields.find((field) => field.id === id)?.required;
    return [shown(now), edit?.op === 'required' ? shown(edit.to) : texts.conflict.nowhere];
  }
  const is = kind === 'fields' ? board.fields[id] : board.pages.find((page) => page.id === id);
  const to = edit && 'to' in edit && typeof edit.to === 'object' ? edit.to : {};
  return [shown((is as Record<string, unknown>)?.[key], key), shown((to as Record<string, unknown>)?.[key], key)];
}

function shown(value: unknown, key = ''): string {
  if (value === null || value === undefined || value === '') return texts.values.empty;
  if (typeof value === 'boolean') return value ? texts.values.yes : texts.values.no;
  if (Array.isArray(value)) return value.map((each) => each.label ?? nameOfLanguage(each)).join(', ');
  if (typeof value === 'object') return Object.values(value).join(', ');
  return key === 'type' ? inWords(value) : String(value);
}
