import type { Board } from '../../../src/domain/boards.js';
import type { LastChange } from '../../../src/domain/last-changes.js';
import { type Clash, type Edit, edited, inverse, type Layout, same, type Values } from '../../../src/domain/layouts.js';
import { isClash, split } from './clashes.js';
import { keep, recall } from './memory.js';
import { rebased } from './moves.js';
import { type Answer, look, type Refusal, save } from './requests.js';
import { texts } from './texts.js';

export interface Batch {
  id: number;
  /** What it did, in words. */
  name: string;
  edits: Edit[];
}

/** What was typed into a field's form and is not in the library yet. */
export interface Typed {
  from: Values;
  to: Values;
  errors: Record<string, { message: string }>;
}

export interface Conflict {
  batch: Batch;
  clashes: (Clash & { last?: LastChange })[];
}

export type Trouble = { kind: 'offline' | 'signedOut' } | { kind: 'refused'; message: string };

export interface State {
  /** As the server told it last. */
  board: Board;
  /** The board with what is not saved yet. */
  layout: Layout;
  queue: Batch[];
  typed: Record<string, Typed>;
  conflicts: Conflict[];
  undo: Batch[];
  redo: Batch[];
  isSending: boolean;
  trouble?: Trouble;
  said: string;
}

/**
 * One editor's work on a flow: what he does is shown at once and saved in order, one change after the other; what is not
 * saved yet outlives the page. Components read `state` and are told when it changes.
 */
export class Workbench {
  state: State;
  private readonly listeners = new Set<() => void>();
  private last = 0;

  constructor(
    private readonly flow: string,
    private readonly store: string,
    board: Board,
  ) {
    const kept = recall(store);
    this.last = Math.max(0, ...[...kept.queue, ...kept.conflicts.map(({ batch }) => batch)].map(({ id }) => id));
    const nothing = { undo: [], redo: [], isSending: false, said: '' };
    this.state = { board, layout: layoutOf(board, kept.queue), ...kept, ...nothing };
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  read = () => this.state;

  private set(next: Partial<State>): void {
    const state = { ...this.state, ...next };
    const layout = next.board || next.queue ? layoutOf(state.board, state.queue) : state.layout;
    this.state = { ...state, layout };
    keep(this.store, this.isUnsaved ? this.state : undefined);
    for (const listener of this.listeners) listener();
  }

  /** Read aloud, also where it is the same twice. */
  say = (said: string) => this.set({ said: said === this.state.said ? `${said}\u00a0` : said });

  /** Makes a change; it can be undone. */
  act(name: string, edits: Edit[]): number {
    const { id, back } = this.enqueue(name, edits);
    if (back.edits.length) this.set({ undo: [...this.state.undo, back], redo: [] });
    void this.send();
    return id;
  }

  undo(): void {
    const step = this.state.undo.at(-1);
    if (!step) return;
    const { back } = this.enqueue(step.name, step.edits);
    this.set({ undo: this.state.undo.slice(0, -1), redo: [...this.state.redo, back] });
    this.say(texts.undone(step.name));
    void this.send();
  }

  redo(): void {
    const step = this.state.redo.at(-1);
    if (!step) return;
    const { back } = this.enqueue(step.name, step.edits);
    this.set({ redo: this.state.redo.slice(0, -1), undo: [...this.state.undo, back] });
    this.say(texts.redone(step.name));
    void this.send();
  }

  private enqueue(name: string, edits: Edit[]): { id: number; back: Batch } {
    this.last += 1;
    const id = this.last;
    const back: Edit[] = [];
    let { layout } = this.state;
    for (const edit of edits) {
      const reverse = inverse(layout, edit);
      if (reverse) back.unshift(reverse);
      layout = edited(layout, edit);
    }
    this.set({ queue: [...this.state.queue, { id, name, edits }] });
    return { id, back: { id, name, edits: back } };
  }

  /** Something was typed into a field's form. What it was before is what the change is based on. */
  type(field: string, to: Values): void {
    const is = this.state.layout.fields[field] ?? {};
    const old = this.state.typed[field] ?? { from: {}, to: {}, errors: {} };
    const begun = Object.fromEntries(Object.keys(to).map((key) => [key, is[key] ?? null]));
    const typed = { ...old, from: { ...begun, ...old.from }, to: { ...old.to, ...to } };
    this.set({ typed: { ...this.state.typed, [field]: typed } });
  }

  /** Saves what was typed; while an earlier part of it is on its way, that comes first. */
  settle(field: string): void {
    const typed = this.state.typed[field];
    if (
      !typed ||
      this.state.queue.some(({ edits }) => edits.some((edit) => edit.op === 'field' && edit.field === field))
    )
      return;
    const keys = Object.keys(typed.to).filter((key) => !same(typed.to[key], typed.from[key]));
    if (!keys.length) {
      this.forget(field);
      return;
    }
    const pick = (values: Values) => Object.fromEntries(keys.map((key) => [key, values[key]]));
    const name = texts.changes.changed(String(this.state.layout.fields[field]?.label ?? ''));
    this.act(name, [{ op: 'field', field, from: pick(typed.from), to: pick(typed.to) }]);
  }

  /** Lets go of what was typed and can't be saved. */
  forget(field: string): void {
    const { [field]: _gone, ...typed } = this.state.typed;
    this.set({ typed });
  }

  async send(): Promise<void> {
    const { isSending, trouble, queue } = this.state;
    const [batch] = queue;
    if (isSending || trouble || !batch) return;
    this.set({ isSending: true });
    this.take(batch, await save(this.flow, batch.edits));
    await this.send();
  }

  private take(batch: Batch, answer: Answer): void {
    if (answer.kind !== 'answered') {
      this.set({ isSending: false, trouble: answer });
      return;
    }
    const { board = this.state.board, refused } = answer;
    const queue = this.state.queue.filter(({ id }) => id !== batch.id);
    if (refused && !this.isMendable(batch, refused) && !isClash(refused)) {
      this.set({ isSending: false, board, trouble: { kind: 'refused', message: messageOf(refused) } });
      return;
    }
    const steps = refused
      ? {
          undo: this.state.undo.filter(({ id }) => id !== batch.id),
          redo: this.state.redo.filter(({ id }) => id !== batch.id),
        }
      : {};
    this.set({ isSending: false, board, queue, ...steps });
    if (!refused) this.saved(batch);
    else if (isClash(refused)) this.clashed(batch, refused);
    else this.complain(batch, refused);
  }

  /** What was typed on meanwhile is based on what was just saved. */
  private saved({ edits }: Batch): void {
    for (const edit of edits) {
      if (edit.op !== 'field') continue;
      const typed = this.state.typed[edit.field];
      if (!typed) continue;
      const rest = Object.keys(typed.to).filter((key) => !same(typed.to[key], edit.to[key] ?? typed.from[key]));
      if (!rest.length) {
        this.forget(edit.field);
        continue;
      }
      const pick = (values: Values) => Object.fromEntries(rest.map((key) => [key, values[key]]));
      const from = pick({ ...typed.from, ...edit.to });
      this.set({ typed: { ...this.state.typed, [edit.field]: { from, to: pick(typed.to), errors: {} } } });
      this.settle(edit.field);
    }
  }

  /** The form of the field keeps what was typed, and says what is wrong with it. */
  private isMendable({ edits: [edit] }: Batch, { details }: Refusal): boolean {
    return edit?.op === 'field' && edit.field in this.state.typed && details.length > 0;
  }

  private complain({ edits: [edit] }: Batch, { details }: Refusal): void {
    if (edit?.op !== 'field') return;
    const typed = this.state.typed[edit.field] as Typed;
    const errors = Object.fromEntries(
      details.map(({ field, error }) => [field.replace(`fields.${edit.field}.`, ''), { message: error }]),
    );
    this.set({ typed: { ...this.state.typed, [edit.field]: { ...typed, errors } } });
  }

  /** Of a change of several columns those that nobody else changed are made; about the others he is asked. */
  private clashed(batch: Batch, { details, changes }: Refusal): void {
    const clashes = details.map(({ field, rule }) => ({
      at: field,
      what: rule as Clash['what'],
      last: changes[field],
    }));
    const { asked, rest, contested } = split(batch, clashes);
    for (const edit of asked.edits) {
      if (edit.op !== 'field') continue;
      // A field that is gone takes with it what was typed.
      if (clashes.some(({ what }) => what === 'gone')) this.forget(edit.field);
      else this.drop(edit.field, contested);
    }
    if (rest) this.act(batch.name, [rest]);
    this.set({ conflicts: [...this.state.conflicts, { batch: asked, clashes }] });
  }

  private drop(field: string, keys: string[]): void {
    const typed = this.state.typed[field];
    if (!typed) return;
    const without = (values: Values) =>
      Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
    const rest = { ...typed, from: without(typed.from), to: without(typed.to) };
    if (Object.keys(rest.to).length) this.set({ typed: { ...this.state.typed, [field]: rest } });
    else this.forget(field);
  }

  /** His own after all, on top of what there is now; or theirs, which is there already. */
  decide(conflict: Conflict, mine: boolean): void {
    this.set({ conflicts: this.state.conflicts.filter((other) => other !== conflict) });
    if (!mine) return;
    let { layout } = this.state;
    const edits = conflict.batch.edits.map((edit) => {
      const now = rebased(layout, edit);
      layout = edited(layout, now);
      return now;
    });
    this.act(conflict.batch.name, edits);
  }

  retry(): void {
    this.set({ trouble: undefined });
    void this.send();
  }

  /** Lets go of the change that the server refuses. */
  giveUp(): void {
    const [{ id } = { id: 0 }] = this.state.queue;
    const others = (batches: Batch[]) => batches.filter((batch) => batch.id !== id);
    this.set({ queue: others(this.state.queue), undo: others(this.state.undo), trouble: undefined });
    void this.send();
  }

  /** Looks what others did; where a change is waiting for the server, tries that again. */
  async refresh(): Promise<void> {
    if (this.state.trouble?.kind === 'offline') return this.retry();
    if (this.state.isSending || this.state.queue.length) return;
    const seen = this.last;
    const answer = await look(this.flow, this.state.board.etag);
    if (seen !== this.last || this.state.isSending) return;
    if (answer.kind === 'signedOut') this.set({ trouble: answer });
    if (answer.kind !== 'answered' || !answer.board) return;
    this.set({ board: answer.board });
    this.say(texts.others);
  }

  get isUnsaved(): boolean {
    const { queue, typed, conflicts } = this.state;
    return queue.length + conflicts.length > 0 || Object.keys(typed).length > 0;
  }
}

const layoutOf = (board: Board, queue: Batch[]): Layout =>
  queue.flatMap(({ edits }) => edits).reduce((layout: Layout, edit) => edited(layout, edit), board);

const messageOf = ({ message, details }: Refusal) => details[0]?.error ?? message;
