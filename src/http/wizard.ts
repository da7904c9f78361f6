import { type RequestHandler, Router } from 'express';
import Negotiator from 'negotiator';
import { canonical, lookup } from '../domain/languages.js';
import { files } from './files.js';

/** The languages that the wizard itself speaks; it asks for a flow in the first of the reader's that is one of them. */
const spoken = ['en', 'de'];

/** The reference wizard, as the build left it. */
export const wizard = () => Router().get('/', announced, files('wizard')).use(files('wizard'));

/** Tells the browser of the flow that the page will ask for, so that it comes along with the script and not after it. */
const announced: RequestHandler = (request, response, next) => {
  const { flow = 'default' } = request.query;
  const tags = new Negotiator(request).languages().flatMap((tag) => canonical(tag) ?? []);
  const locale = tags.find((tag) => lookup(tag, spoken)) ?? 'en';
  if (typeof flow === 'string' && /^[a-z0-9-]{1,100}$/.test(flow))
    response.append(
      'Link',
      `</api/v1/flows/${flow}?locale=${locale}>; rel=preload; as=fetch; crossorigin=use-credentials`,
    );
  response.vary('Accept-Language');
  next();
};
