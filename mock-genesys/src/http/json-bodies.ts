import type { FastifyInstance } from 'fastify';

/** Reads JSON. Where there is no body none is wanted, also when its type is named; Fastify refuses that. */
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
