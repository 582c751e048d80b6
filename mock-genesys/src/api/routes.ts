import type { FastifyInstance } from 'fastify';
import { recordCall } from '../server/call.ts';
import type { World } from '../server/world.ts';
import { ApiError, errorBody } from './errors.ts';
import { admit } from './gate.ts';
import { ownTokenRoutes } from './own-token.ts';
import { queueRoutes } from './queues.ts';

/** The platform API: `/api/v2/…`. */
export function apiRoutes(world: World): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      admit(world, request, reply);
      done();
    });
    app.addHook('onSend', (request, reply, _payload, done) => {
      recordCall(world, request, reply);
      done();
    });
    app.setErrorHandler(async (error, request, reply) => {
      const answer = toApiError(error);
      if (request.call.outcome === 'ok') request.call.outcome = 'refused';
      request.call.reason ??= answer.code;
      return reply.status(answer.status).send(errorBody(answer, request.call.correlationId));
    });
    app.setNotFoundHandler(() => {
      throw new ApiError('not.found');
    });
    ownTokenRoutes(world, app);
    queueRoutes(world, app);
  };
}

/** Fastify's own errors (validation, media type, size) in the form of the platform API. */
function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 413) return new ApiError('request.entity.too.large');
  if (status === 415) return new ApiError('unsupported.media.type');
  return new ApiError(
    status !== undefined && status < 500 ? 'bad.request' : 'internal.server.error',
  );
}
