import type { RequestHandler } from 'express';

/** What is made when it is first asked for, once; a failure, such as without the database, is tried anew. */
export interface Lazy<T> {
  started?: Promise<T>;
  get(): Promise<T>;
}

export function lazily<T>(load: () => Promise<T>): Lazy<T> {
  const self: Lazy<T> = {
    get: () => {
      self.started ??= load().catch((error: unknown) => {
        self.started = undefined;
        throw error;
      });
      return self.started;
    },
  };
  return self;
}

/** Requests wait for the router as long as it takes to be made. */
export const waitingFor =
  (office: () => Promise<{ router: RequestHandler }>): RequestHandler =>
  async (request, response, next) => {
    const { router } = await office();
    router(request, response, next);
  };
