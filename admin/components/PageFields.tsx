import { ApiClient, type BasePropertyProps } from 'adminjs';
import { useEffect, useState } from 'react';
import { moved, OrderButtons } from './shared/order.js';
import { inWords, unpack } from './shared/records.js';
import { words } from './shared/words.js';

interface Placement {
  field_id: string;
  required: boolean;
}

interface LibraryField {
  id: string;
  key: string;
  label: string;
  type: string;
  page_id: string | null;
  page_title: string | null;
}

const texts = words.pages;
const api = new ApiClient();

function useLibrary(flowId: unknown): LibraryField[] | undefined {
  const [library, setLibrary] = useState<LibraryField[]>();
  useEffect(() => {
    let current = true;
    api
      .resourceAction({ resourceId: 'pages', actionName: 'library', params: { flow_id: flowId ?? '' } })
      .then(({ data }) => current && setLibrary((data as unknown as { fields: LibraryField[] }).fields));
    return () => {
      current = false;
    };
  }, [flowId]);
  return library;
}

/** Which fields stand on a page, in which order, and which of them must be answered. */
export default function PageFields({ record, property, onChange }: BasePropertyProps) {
  const library = useLibrary(record?.params.flow_id);
  const [said, say] = useState('');
  const placed = unpack<Placement[]>(record, property.path) ?? [];
  const error = record?.errors?.[property.path]?.message;
  const set = (next: Placement[], what: string) => {
    onChange?.(property.path, JSON.stringify(next.map(({ field_id, required }) => ({ field_id, required }))));
    say(what);
  };
  if (!library) return <p className="o muted">{texts.loading}</p>;
  const labelOf = (id: string) => library.find((field) => field.id === id)?.label ?? texts.gone;
  const find = (id: string) => library.find((field) => field.id === id);
  return (
    <section className="o group" aria-labelledby="fields-of-page">
      <p className="help group">{words.translations.elsewhere}</p>
      <span className="label" id="fields-of-page">
        {texts.title}
      </span>
      {!placed.length && <p className="muted">{texts.noneYet}</p>}
      <ol>
        {placed.map((placement, index) => (
          <li className="line" key={placement.field_id}>
            <span className="grow">
              <strong>{labelOf(placement.field_id)}</strong> <small>{inWords(find(placement.field_id)?.type)}</small>
              <Elsewhere field={find(placement.field_id)} pageId={record?.id} />
            </span>
            <label className="tick">
              <input
                type="checkbox"
                checked={placement.required}
                onChange={({ target }) =>
                  set(
                    placed.map((old) => (old === placement ? { ...old, required: target.checked } : old)),
                    '',
                  )
                }
              />
              {texts.mustBeAnswered}
            </label>
            <OrderButtons
              name={labelOf(placement.field_id)}
              index={index}
              count={placed.length}
              onMove={(by) => set(moved(placed, index, by), texts.moved(labelOf(placement.field_id), index + by + 1))}
              onRemove={() =>
                set(
                  placed.filter((old) => old !== placement),
                  texts.removed(labelOf(placement.field_id)),
                )
              }
            />
          </li>
        ))}
      </ol>
      <AddField
        library={library.filter(({ id }) => !placed.some(({ field_id }) => field_id === id))}
        pageId={record?.id}
        onAdd={(id) => set([...placed, { field_id: id, required: true }], texts.added(labelOf(id)))}
      />
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

function Elsewhere({ field, pageId }: { field?: LibraryField; pageId?: string }) {
  if (!field?.page_id || field.page_id === pageId) return null;
  return <small> {texts.elsewhere(String(field.page_title))}</small>;
}

interface AddProps {
  library: LibraryField[];
  pageId?: string;
  onAdd(id: string): void;
}

function AddField({ library, pageId, onAdd }: AddProps) {
  const [chosen, choose] = useState('');
  const where = ({ page_id, page_title }: LibraryField) =>
    page_id && page_id !== pageId ? ` (${texts.elsewhere(String(page_title))})` : '';
  return (
    <div className="bar">
      <label className="visually-hidden" htmlFor="add-field">
        {texts.toAdd}
      </label>
      <select id="add-field" className="short" value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">{texts.choose}</option>
        {library.map((field) => (
          <option key={field.id} value={field.id}>
            {field.label} · {inWords(field.type)}
            {where(field)}
          </option>
        ))}
      </select>
      <button
        type="button"
        disabled={!chosen}
        onClick={() => {
          onAdd(chosen);
          choose('');
        }}
      >
        {texts.add}
      </button>
      <a href="/admin/resources/fields/actions/new">{texts.make}</a>
    </div>
  );
}
