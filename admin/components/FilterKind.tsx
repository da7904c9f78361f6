import { ApiClient, type FilterPropertyProps } from 'adminjs';
import { useEffect, useState } from 'react';
import { Filtered, idOf } from './shared/filters.js';
import { actionText, thingText } from './shared/kinds.js';
import { locale, words } from './shared/words.js';

type Kinds = Record<string, string[]>;

const api = new ApiClient();

/** One of the kinds that the log really tells of. */
export default function FilterKind(props: FilterPropertyProps) {
  const { property, filter, onChange } = props;
  const [kinds, setKinds] = useState<Kinds>({});
  useEffect(() => {
    let current = true;
    api
      .resourceAction({ resourceId: property.resourceId, actionName: 'kinds' })
      .then(({ data }) => current && setKinds(data as unknown as Kinds))
      .catch(() => current && setKinds({}));
    return () => {
      current = false;
    };
  }, [property.resourceId]);
  const value = String(filter[property.path] ?? '');
  const found = kinds[property.path] ?? [];
  const named = (kind: string) => (property.path === 'action' ? actionText(kind) : thingText(kind));
  const all = (value && !found.includes(value) ? [value, ...found] : found).map((kind) => ({
    kind,
    name: named(kind),
  }));
  return (
    <Filtered {...props}>
      <select id={idOf(props)} value={value} onChange={({ target }) => onChange(property.path, target.value)}>
        <option value="">{words.common.any}</option>
        {all
          .sort((one, other) => one.name.localeCompare(other.name, locale))
          .map(({ kind, name }) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
      </select>
    </Filtered>
  );
}
