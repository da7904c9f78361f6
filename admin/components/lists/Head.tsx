import { type BasePropertyJSON, useTranslation } from 'adminjs';
import { Link, useLocation } from 'react-router-dom';
import { words } from '../shared/words.js';
import { changed, type Meta } from './use-list.js';

interface Props {
  properties: BasePropertyJSON[];
  meta: Meta;
  choosable: string[];
  chosen: string[];
  onChoose(chosen: string[]): void;
}

/** The names of the columns; whoever follows one sorts by it, and once more the other way round. */
export function Head({ properties, meta, choosable, chosen, onChoose }: Props) {
  const isAll = chosen.length > 0 && chosen.length === choosable.length;
  return (
    <thead>
      <tr>
        {choosable.length > 0 && (
          <td className="tick">
            <input
              type="checkbox"
              aria-label={words.lists.chooseAll}
              checked={isAll}
              ref={(box) => {
                if (box) box.indeterminate = chosen.length > 0 && !isAll;
              }}
              onChange={() => onChoose(isAll ? [] : choosable)}
            />
          </td>
        )}
        {properties.map((property) => (
          <Column key={property.propertyPath} property={property} meta={meta} />
        ))}
        <td />
      </tr>
    </thead>
  );
}

function Column({ property, meta }: { property: BasePropertyJSON; meta: Meta }) {
  const { translateProperty } = useTranslation();
  const { search } = useLocation();
  const { propertyPath, label, resourceId, isSortable } = property;
  const name = translateProperty(label, resourceId);
  if (!isSortable) return <th scope="col">{name}</th>;
  const isSorted = meta.sortBy === propertyPath;
  const isRising = meta.direction === 'asc';
  const direction = isSorted && isRising ? 'desc' : 'asc';
  return (
    <th scope="col" aria-sort={isSorted ? (isRising ? 'ascending' : 'descending') : 'none'}>
      <Link to={changed(search, { sortBy: propertyPath, direction, page: undefined })}>
        {name}
        <span aria-hidden="true">{isSorted ? (isRising ? ' ▲' : ' ▼') : ''}</span>
      </Link>
    </th>
  );
}
