import type { FastifyInstance } from 'fastify';
import { InvalidClient } from '../clients/registry.ts';
import { recordAndSend, throughFaults } from '../emulated/faults/hooks.ts';
import { ApiError, errorBody } from '../errors/api.ts';
import type { World } from '../state/world.ts';
import { conversationRoutes } from './core/conversations.ts';
import { observationRoutes } from './core/observations.ts';
import { organisationRoutes } from './core/organisation.ts';
import { queueRoutes } from './core/queues.ts';
import { tokenRoutes } from './core/tokens.ts';
import { userRoutes } from './core/users.ts';
import { authorizationRoutes } from './extra/authorization.ts';
import { notificationRoutes } from './extra/notifications.ts';
import { oauthClientRoutes } from './extra/oauth-clients.ts';
import { rateLimitRoutes } from './extra/rate-limits.ts';
import { usageRoutes } from './extra/usage.ts';
import { admit, arrive } from './gate.ts';

const ROUTES: readonly ((world: World, app: FastifyInstance) => void)[] = [
  tokenRoutes,
  oauthClientRoutes,
  usageRoutes,
  authorizationRoutes,
  organisationRoutes,
  userRoutes,
  queueRoutes,
  observationRoutes,
  conversationRoutes,
  rateLimitRoutes,
  notificationRoutes,
];

/** The platform API: `/api/v2/…`. */
export function apiRoutes(world: World): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      arrive(world, request, reply);
      throughFaults(world, request, reply, () => admit(world, request, reply), done);
    });
    app.addHook('onSend', (request, reply, payload, done) =>
      recordAndSend(world, request, reply, payload, done),
    );
    app.setErrorHandler(async (error, request, reply) => {
      const answer = toApiError(error);
      if (request.call.outcome === 'ok') request.call.outcome = 'refused';
      request.call.reason ??= answer.code;
      return reply.status(answer.status).send(errorBody(answer, request.call.correlationId));
    });
    app.setNotFoundHandler(() => {
      throw new ApiError('not.found');
    });
    for (const add of ROUTES) add(world, app);
  };
}

/** Fastify's own errors (validation, media type, size) in the form of the platform API. */
function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InvalidClient) return new ApiError('bad.request');
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 413) return new ApiError('request.entity.too.large');
  if (status === 415) return new ApiError('unsupported.media.type');
  return new ApiError(
    status !== undefined && status < 500 ? 'bad.request' : 'internal.server.error',
  );
}
