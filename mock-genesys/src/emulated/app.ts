import { parse } from 'node:querystring';
import Fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { apiRoutes } from '../api/routes.ts';
import { unknownPaths } from '../api/unknown-paths.ts';
import { LONGEST_ID_IN_PATH } from '../clients/client.ts';
import { readJsonBodies } from '../http/json-bodies.ts';
import { loginRoutes } from '../login/routes.ts';
import type { World } from '../state/world.ts';
import type { Certificate } from '../tls/certificate.ts';

export interface AppOptions {
  /** Serves https instead of http. */
  readonly certificate?: Certificate | undefined;
  /** Runs before any route is added, so that it can watch them. */
  readonly prepare?: (app: FastifyInstance) => void;
}

/** Login host and platform API in one server, as callers see them. */
export function createEmulatedApp(
  world: World,
  { certificate, prepare }: AppOptions = {},
): FastifyInstance {
  const app: FastifyInstance = Fastify({
    ...(certificate && { https: certificate }),
    bodyLimit: MAX_REQUEST_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LONGEST_ID_IN_PATH },
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are built from typed values and go out as they are; schemas describe them, tests check them.
  app.setSerializerCompiler(() => JSON.stringify);
  readJsonBodies(app);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parse(String(body))),
  );
  app.decorateRequest('call');
  prepare?.(app);
  app.register(loginRoutes(world));
  app.register(apiRoutes(world), { prefix: '/api/v2' });
  app.register(unknownPaths(world));
  return app;
}

/** `request.bytes.max`, the platform's limit of a request's payload. */
const MAX_REQUEST_BYTES = 512_000;
