import { BasePropertyComponent, type ResourceJSON, useFilterDrawer, useQueryParams, useTranslation } from 'adminjs';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { unfiltered } from './lists/use-list.js';
import { words } from './shared/words.js';

type Filter = Record<string, unknown>;

/** What a list is narrowed to. It is there only while it is open: shut, it could still be reached with the Tab key. */
export default function FilterDrawer({ resource }: { resource: ResourceJSON }) {
  const { isVisible } = useFilterDrawer();
  return isVisible ? <FilterPanel key={resource.id} resource={resource} /> : null;
}

function FilterPanel({ resource }: { resource: ResourceJSON }) {
  const { close } = useFilterDrawer();
  const { filters } = useQueryParams();
  const [filter, setFilter] = useState<Filter>({});
  const { translateButton, translateLabel } = useTranslation();
  const { search } = useLocation();
  const navigate = useNavigate();
  const around = useRef<HTMLFormElement>(null);
  // Whoever goes back sees what the list was narrowed to then.
  useEffect(() => setFilter(filters ?? {}), [filters]);
  useEffect(() => around.current?.querySelector<HTMLElement>('input, select')?.focus(), []);

  const leave = () => {
    close();
    document.querySelector<HTMLElement>('.office-header [aria-expanded]')?.focus();
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    navigate(narrowed(search, filter));
    // It would only stand in front of what it found.
    leave();
  };
  const clear = () => {
    setFilter({});
    navigate(unfiltered(search));
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') leave();
  };
  return (
    <form ref={around} className="o filter-panel" aria-labelledby="filter-title" onSubmit={apply} onKeyDown={onKeyDown}>
      <div className="row">
        <h2 id="filter-title">{translateLabel('filters', resource.id)}</h2>
        <button type="button" className="icon" aria-label={words.filters.close} onClick={leave}>
          ✕
        </button>
      </div>
      <div className="fields">
        {resource.filterProperties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="filter"
            onChange={(path, value) => setFilter((old) => changed(old, String(path), value))}
            property={property}
            filter={filter as never}
            resource={resource}
          />
        ))}
      </div>
      <div className="bar">
        <button type="submit" className="main">
          {translateButton('applyChanges', resource.id)}
        </button>
        <button type="button" onClick={clear}>
          {translateButton('resetFilter', resource.id)}
        </button>
      </div>
    </form>
  );
}

/** A column is narrowed to a value or to a range, not to both. */
function changed(filter: Filter, path: string, value: unknown): Filter {
  const [column = ''] = path.split('~~');
  const isBound = path !== column;
  const kept = Object.entries(filter).filter(([name]) => (isBound ? name !== column : !name.startsWith(`${column}~~`)));
  return { ...Object.fromEntries(kept), [path]: value };
}

/** The address of the list with this filter, from its beginning. */
function narrowed(search: string, filter: Filter): string {
  const params = new URLSearchParams(unfiltered(search));
  for (const [name, value] of Object.entries(filter)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(`filters.${name}`, String(one));
    }
  }
  return `?${params}`;
}
