import { InvalidClient } from '../clients/registry.ts';
import { ERRORS } from '../contract/access.ts';
import { ApiError, errorBody } from '../errors/api.ts';
import type { EmulatedSurface } from '../http/surface.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { World } from '../state/world.ts';
import { conversationRoutes } from './core/conversations.ts';
import { observationRoutes } from './core/observations.ts';
import { organisationRoutes } from './core/organisation.ts';
import { queueRoutes } from './core/queues.ts';
import { subjectRoutes } from './core/subject.ts';
import { tokenRoutes } from './core/tokens.ts';
import { userRoutes } from './core/users.ts';
import { authorizationRoutes } from './extra/authorization.ts';
import { notificationRoutes } from './extra/notifications.ts';
import { oauthClientRoutes } from './extra/oauth-clients.ts';
import { organisationLimitRoutes } from './extra/organisation-limits.ts';
import { rateLimitRoutes } from './extra/rate-limits.ts';
import { usageRoutes } from './extra/usage.ts';
import { admit, arrive } from './gate.ts';

type Routes = (world: World, app: TypedApp) => void;
/** Routes that services call. */
const CORE: readonly Routes[] = [
  tokenRoutes,
  subjectRoutes,
  organisationRoutes,
  userRoutes,
  queueRoutes,
  observationRoutes,
  conversationRoutes,
];
/** Routes that complete the contract: the official clients have them. */
const EXTRA: readonly Routes[] = [
  oauthClientRoutes,
  usageRoutes,
  authorizationRoutes,
  organisationLimitRoutes,
  rateLimitRoutes,
  notificationRoutes,
];

/** The platform API: `/api/v2/…`. */
export function apiSurface(world: World): EmulatedSurface {
  return {
    arrive: (request, reply) => arrive(world, request, reply),
    admit: (request, reply) => admit(world, request, reply),
    addRoutes: (app) => {
      answerErrors(app);
      describeErrors(app);
      collectPermissions(app);
      for (const add of [...CORE, ...EXTRA]) add(world, app);
    },
  };
}

function answerErrors(app: TypedApp): void {
  app.setErrorHandler(async (error, request, reply) => {
    const answer = toApiError(error);
    if (request.call.outcome === 'ok') request.call.outcome = 'refused';
    request.call.reason ??= answer.code;
    return reply.status(answer.status).send(errorBody(answer, request.call.correlationId));
  });
  app.setNotFoundHandler(() => {
    throw new ApiError('not.found');
  });
}

/** Every route may answer these; for the OpenAPI document. */
function describeErrors(app: TypedApp): void {
  app.addHook('onRoute', (route) => {
    route.schema ??= {};
    route.schema.response = { ...(route.schema.response ?? {}), ...ERRORS };
  });
}

/** Collects what the routes need, so that a permission is named at its route only. */
function collectPermissions(app: TypedApp): void {
  const permissions: string[] = [];
  app.decorate('permissions', permissions);
  app.addHook('onRoute', ({ config }) => {
    permissions.push(...(config?.access?.anyPermission ?? []));
  });
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
