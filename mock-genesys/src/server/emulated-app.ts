import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { parse } from 'node:querystring';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { apiRoutes } from '../api/routes.ts';
import { loginRoutes } from '../login/routes.ts';
import type { World } from './world.ts';

/** Login host and platform API in one server, as callers see them. */
export function createEmulatedApp(
  world: World,
  options: FastifyServerOptions<Server> = {},
): FastifyInstance {
  const app = Fastify({
    ...options,
    bodyLimit: MAX_REQUEST_BYTES,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are built from typed values and go out as they are; schemas describe them, tests check them.
  app.setSerializerCompiler(() => JSON.stringify);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parse(String(body))),
  );
  app.decorateRequest('call');
  app.register(loginRoutes(world));
  app.register(apiRoutes(world), { prefix: '/api/v2' });
  return app;
}

/** `request.bytes.max`, the platform's limit of a request's payload. */
const MAX_REQUEST_BYTES = 512_000;
