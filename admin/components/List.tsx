import { type ActionProps, useTranslation } from 'adminjs';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Chosen } from './lists/Chosen.js';
import { Empty } from './lists/Empty.js';
import { Head } from './lists/Head.js';
import { Pages } from './lists/Pages.js';
import { Row } from './lists/Row.js';
import { countOf, useList } from './lists/use-list.js';
import { words } from './shared/words.js';

const texts = words.lists;

/** A list: what is asked of it stands in the address, so that going back, loading again and sending it to somebody work. */
export default function List({ resource, setTag }: ActionProps) {
  const { translateLabel } = useTranslation();
  const { search } = useLocation();
  const { found, isFailed, again } = useList(resource.id);
  const [chosen, setChosen] = useState<string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are another choice
  useEffect(() => setChosen([]), [resource.id, search]);
  useEffect(() => {
    setTag?.(found ? countOf(found.meta) : '');
  }, [found, setTag]);

  if (isFailed)
    return (
      <div className="o list">
        <p role="alert">{texts.failed}</p>
        <button type="button" onClick={again}>
          {texts.again}
        </button>
      </div>
    );
  if (!found) return <p className="o muted list">{texts.loading}</p>;
  const { records, meta } = found;
  if (!records.length) return <Empty resource={resource} meta={meta} />;
  const choosable = records.filter(({ bulkActions }) => bulkActions.length).map(({ id }) => id);
  const choose = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <section className="list" aria-label={translateLabel(resource.name, resource.id)}>
      {choosable.length > 0 && (
        <Chosen
          resource={resource}
          records={records.filter(({ id }) => chosen.includes(id))}
          onNone={() => setChosen([])}
        />
      )}
      <div className="wide">
        <table>
          <Head
            properties={resource.listProperties}
            meta={meta}
            choosable={choosable}
            chosen={chosen}
            onChoose={setChosen}
          />
          <tbody>
            {records.map((record) => (
              <Row
                key={record.id}
                resource={resource}
                record={record}
                isChosen={chosen.includes(record.id)}
                onChoose={choosable.length > 0 ? choose : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Pages meta={meta} rows={records.length} />
    </section>
  );
}
