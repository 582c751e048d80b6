import type { FastifyInstance } from 'fastify';

/** Reads JSON. No body at all is none, also of a named type, as SDKs send it; Fastify refuses that. */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      if (text === '') done(null);
      else parse(request, text, done);
    },
  );
}
