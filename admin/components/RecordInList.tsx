import { TableCell, TableRow } from '@adminjs/design-system';
import { BasePropertyComponent, type RecordJSON, type ResourceJSON, useTranslation } from 'adminjs';
import type { MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { recordUrl } from './shared/records.js';

interface Props {
  resource: ResourceJSON;
  record: RecordJSON;
}

/** One row: its first cell is a link, for the keyboard; the whole row takes a click. */
export default function RecordInList({ resource, record }: Props) {
  const navigate = useNavigate();
  const { translateAction } = useTranslation();
  const open = (event: MouseEvent) => {
    if (!(event.target as HTMLElement).closest('a, button')) navigate(recordUrl(resource.id, record.id));
  };
  const others = record.recordActions.filter(({ name }) => name === 'edit' || name === 'build' || name === 'publish');
  return (
    <TableRow onClick={open} data-id={record.id}>
      <TableCell width={0} />
      {resource.listProperties.map((property, index) => {
        const value = <BasePropertyComponent where="list" property={property} resource={resource} record={record} />;
        return (
          <TableCell
            key={property.propertyPath}
            style={{ cursor: 'pointer' }}
            data-property-name={property.propertyPath}
          >
            {index === 0 && property.type !== 'reference' ? (
              <Link className="row-link" to={recordUrl(resource.id, record.id)}>
                {value}
              </Link>
            ) : (
              value
            )}
          </TableCell>
        );
      })}
      <TableCell className="options">
        <span className="o row">
          <Link to={recordUrl(resource.id, record.id)}>Open</Link>
          {others.map(({ name }) => (
            <Link key={name} to={recordUrl(resource.id, record.id, name)}>
              {translateAction(name, resource.id)}
            </Link>
          ))}
        </span>
      </TableCell>
    </TableRow>
  );
}
