import { ApiClient, type BasePropertyProps } from 'adminjs';
import { useEffect, useState } from 'react';
import { moved, OrderButtons } from './shared/order.js';
import { unpack, words } from './shared/records.js';

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
  if (!library) return <p className="o muted">Loading the library of fields …</p>;
  const labelOf = (id: string) => library.find((field) => field.id === id)?.label ?? 'A field that was deleted';
  const find = (id: string) => library.find((field) => field.id === id);
  return (
    <section className="o group" aria-labelledby="fields-of-page">
      <span className="label" id="fields-of-page">
        Fields on this page
      </span>
      {!placed.length && <p className="muted">None yet. A page needs at least one before the flow can be published.</p>}
      <ol>
        {placed.map((placement, index) => (
          <li className="line" key={placement.field_id}>
            <span className="grow">
              <strong>{labelOf(placement.field_id)}</strong> <small>{words(find(placement.field_id)?.type)}</small>
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
              Must be answered
            </label>
            <OrderButtons
              name={labelOf(placement.field_id)}
              index={index}
              count={placed.length}
              onMove={(by) =>
                set(moved(placed, index, by), `${labelOf(placement.field_id)} is number ${index + by + 1} now.`)
              }
              onRemove={() =>
                set(
                  placed.filter((old) => old !== placement),
                  `${labelOf(placement.field_id)} is removed.`,
                )
              }
            />
          </li>
        ))}
      </ol>
      <AddField
        library={library.filter(({ id }) => !placed.some(({ field_id }) => field_id === id))}
        pageId={record?.id}
        onAdd={(id) => set([...placed, { field_id: id, required: true }], `${labelOf(id)} is added at the end.`)}
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
  return <small> moves here from “{field.page_title}”</small>;
}

interface AddProps {
  library: LibraryField[];
  pageId?: string;
  onAdd(id: string): void;
}

function AddField({ library, pageId, onAdd }: AddProps) {
  const [chosen, choose] = useState('');
  const where = ({ page_id, page_title }: LibraryField) =>
    page_id && page_id !== pageId ? ` (moves here from “${page_title}”)` : '';
  return (
    <div className="bar">
      <label className="visually-hidden" htmlFor="add-field">
        Field to add
      </label>
      <select id="add-field" className="short" value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">Choose a field …</option>
        {library.map((field) => (
          <option key={field.id} value={field.id}>
            {field.label} · {words(field.type)}
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
        Add to this page
      </button>
      <a href="/admin/resources/fields/actions/new">Make a new field</a>
    </div>
  );
}
