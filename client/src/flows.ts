import { opened } from './opened.js';
import type { Api, DraftInput, Publication } from './types.js';

/** What is published; and, for editors, what will be. */
export const createFlows = (api: Api) => ({
  /** Every published flow; with `locale` their titles in the closest language there is. */
  list: (query: InLocale = {}) => opened(api.GET('/api/v1/flows', { params: { query } })),
  /** The version that is published now, whole; with `locale` in the closest language there is, text by text. */
  read: (slug: string, query: InLocale = {}) =>
    opened(api.GET('/api/v1/flows/{slug}', { params: { path: { slug }, query } })),
  /** A version by its number: it never changes. */
  readVersion: (slug: string, version: number, query: InLocale = {}) =>
    opened(api.GET('/api/v1/flows/{slug}/versions/{n}', { params: { path: { slug, n: String(version) }, query } })),
  /** The draft with the ETag that `writeDraft` takes as `ifMatch`. */
  readDraft: async (slug: string) => {
    const answer = api.GET('/api/v1/flows/{slug}/draft', at(slug));
    return { draft: await opened(answer), etag: await etagOf(answer) };
  },
  /** Makes the draft what the document says, or a new flow. With `ifMatch` REVISION_MISMATCH where somebody was faster. */
  writeDraft: async (slug: string, body: DraftInput, { ifMatch }: { ifMatch?: string } = {}) => {
    const header = ifMatch === undefined ? {} : { 'If-Match': ifMatch };
    const answer = api.PUT('/api/v1/flows/{slug}/draft', { params: { path: { slug }, header }, body });
    const draft = await opened(answer);
    return { draft, etag: await etagOf(answer), isNew: (await answer).response.status === 201 };
  },
  /** Makes the draft the next version. */
  publish: (slug: string, body: Publication = {}) =>
    opened(api.POST('/api/v1/flows/{slug}/publish', { ...at(slug), body })),
  /** Takes a flow out of what clients see; who is in the middle of it goes on. */
  archive: (slug: string) => opened(api.POST('/api/v1/flows/{slug}/archive', at(slug))),
  unarchive: (slug: string) => opened(api.POST('/api/v1/flows/{slug}/unarchive', at(slug))),
  /** Makes an earlier version live again, as a new one. */
  rollBack: (slug: string, version: number) =>
    opened(api.POST('/api/v1/flows/{slug}/rollback', { ...at(slug), body: { version } })),
});

/** A language (BCP 47), such as `de-AT`. */
type InLocale = { locale?: string };

const at = (slug: string) => ({ params: { path: { slug } } });

const etagOf = async (answer: Promise<{ response: Response }>) => (await answer).response.headers.get('etag') ?? '';
