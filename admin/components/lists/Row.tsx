import { BasePropertyComponent, type RecordJSON, type ResourceJSON, useTranslation } from 'adminjs';
import type { MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { recordUrl } from '../shared/records.js';
import { words } from '../shared/words.js';

interface Props {
  resource: ResourceJSON;
  record: RecordJSON;
  isChosen: boolean;
  /** Of a list in which rows can be chosen. */
  onChoose?(id: string): void;
}

/** One row: its first cell is a link, for the keyboard; the whole row takes a click. */
export function Row({ resource, record, isChosen, onChoose }: Props) {
  const navigate = useNavigate();
  const { translateAction } = useTranslation();
  const { id, title, recordActions, bulkActions } = record;
  const open = (event: MouseEvent) => {
    const isMarking = getSelection()?.toString();
    if (!isMarking && !(event.target as HTMLElement).closest('a, button, input, td.tick'))
      navigate(recordUrl(resource.id, id));
  };
  const others = recordActions.filter(({ name }) => name === 'edit' || name === 'build' || name === 'publish');
  return (
    <tr onClick={open} className={isChosen ? 'chosen' : undefined}>
      {onChoose && (
        <td className="tick">
          {bulkActions.length > 0 && (
            <input
              type="checkbox"
              aria-label={words.lists.choose(title)}
              checked={isChosen}
              onChange={() => onChoose(id)}
            />
          )}
        </td>
      )}
      {resource.listProperties.map((property, index) => {
        const value = <BasePropertyComponent where="list" property={property} resource={resource} record={record} />;
        const isLink = index === 0 && property.type !== 'reference';
        return (
          <td key={property.propertyPath} data-property-name={property.propertyPath}>
            {isLink ? (
              <Link className="row-link" to={recordUrl(resource.id, id)}>
                {value}
              </Link>
            ) : (
              value
            )}
          </td>
        );
      })}
      <td className="options">
        <span className="o row">
          <Link to={recordUrl(resource.id, id)}>{words.lists.open}</Link>
          {others.map(({ name }) => (
            <Link key={name} to={recordUrl(resource.id, id, name)}>
              {translateAction(name, resource.id)}
            </Link>
          ))}
        </span>
      </td>
    </tr>
  );
}
