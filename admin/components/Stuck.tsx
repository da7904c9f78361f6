import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Filters, OnPages, People } from './shared/stuck-parts.js';
import { words } from './shared/words.js';
import type { Worklist } from './shared/worklist.js';

const texts = words.stuck;

const api = new ApiClient();

/** What the address asks for. */
function useWorklist(asked: string): Worklist | 'failed' | undefined {
  const [found, setFound] = useState<Worklist | 'failed'>();
  useEffect(() => {
    let current = true;
    api
      .resourceAction({
        resourceId: 'submissions',
        actionName: 'stuck',
        params: Object.fromEntries(new URLSearchParams(asked)),
      })
      .then(({ data }) => current && setFound(data as unknown as Worklist))
      .catch(() => current && setFound('failed'));
    return () => {
      current = false;
    };
  }, [asked]);
  return found;
}

/** Who is stuck: on which page, by which error, since when. What is chosen stands in the address. */
export default function Stuck() {
  const [params, setParams] = useSearchParams();
  const list = useWorklist(params.toString());
  useEffect(() => {
    document.title = `${texts.title} · Doorstep`;
  }, []);
  const choose = (changes: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setParams(next);
  };
  if (list === 'failed')
    return (
      <p className="o problems" role="alert">
        {words.common.notLoaded}
      </p>
    );
  return (
    <div className="o stuck">
      <p className="muted">{texts.lead}</p>
      <Filters params={params} list={list} onChoose={choose} />
      {list ? (
        <>
          <OnPages params={params} list={list} onChoose={choose} />
          <People list={list} />
        </>
      ) : (
        <p className="muted">{words.common.loading}</p>
      )}
    </div>
  );
}
