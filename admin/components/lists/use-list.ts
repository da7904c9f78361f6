import { ApiClient, type RecordJSON } from 'adminjs';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { words } from '../shared/words.js';

export interface Meta {
  total: number;
  /** Counting stopped there, or this is an estimate. */
  isMore: boolean;
  isAbout: boolean;
  perPage: number;
  page: number;
  direction: 'asc' | 'desc';
  sortBy: string;
}

export interface Rows {
  records: RecordJSON[];
  meta: Meta;
}

const api = new ApiClient();

/** What AdminJS puts into an address so that a list is fetched again. */
const refresh = 'refresh';

/** The list that the address asks for. What was there stays until it has come; another table's rows don't. */
export function useList(resourceId: string) {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const [found, setFound] = useState<Rows & { of: string }>();
  const [isFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try, or coming back by a link, asks again
  useEffect(() => {
    const params = new URLSearchParams(search);
    if (params.has(refresh)) {
      params.delete(refresh);
      navigate({ pathname, search: params.toString() }, { replace: true });
      return;
    }
    let current = true;
    setFailed(false);
    api
      .resourceAction({ resourceId, actionName: 'list', params })
      .then(({ data }) => current && setFound({ ...(data as unknown as Rows), of: resourceId }))
      .catch(() => current && setFailed(true));
    return () => {
      current = false;
    };
  }, [resourceId, search, state, tries]);
  return { found: found?.of === resourceId ? found : undefined, isFailed, again: () => setTries(tries + 1) };
}

/** How many there are, as far as that is known. */
export const countOf = ({ total, isMore, isAbout }: Meta) =>
  isAbout ? words.lists.about(total) : words.lists.count(total, isMore);

/** The address of this list with something else asked for; what is undefined is left out. */
export function changed(search: string, changes: Record<string, string | undefined>): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) params.delete(name);
    else params.set(name, value);
  }
  return `?${params}`;
}

/** Without any filter, from its beginning. */
export function unfiltered(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !name.startsWith('filters.') && name !== 'page');
  return `?${new URLSearchParams(kept)}`;
}

export const isFiltered = (search: string) =>
  [...new URLSearchParams(search)].some(([name, value]) => name.startsWith('filters.') && value !== '');
