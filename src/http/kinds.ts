import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';

export type Kinds = Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;

/**
 * The kinds of request and response that an app works on, for the server that makes them. By itself Express gives each one
 * another prototype at the door, and V8 forgets what it knew of it: three quarters of a plain route's time
 * (`npm run bench -- kinds`). Made of these kinds they have that prototype from the beginning.
 */
export function kindsOf(app: Express): Kinds {
  class Asked extends IncomingMessage {}
  class Answered extends ServerResponse {}
  app.request = extended(Asked.prototype, app.request);
  app.response = extended(Answered.prototype, app.response);
  return { IncomingMessage: Asked, ServerResponse: Answered as ServerOptions['ServerResponse'] };
}

/** The prototype with all that Express adds to it: the app's own, and what all of its apps share. */
function extended<Kind extends object>(prototype: object, own: Kind): Kind {
  for (const each of [Object.getPrototypeOf(own), own])
    Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(each));
  return prototype as Kind;
}
