import type { TokenProvider } from '@onetoken/auth';
import { createHttpServer, PROBES, registerProbes } from '@onetoken/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import type { Dispatcher } from 'undici';
import { errorBody, type Refusal, refusal } from './answers.ts';
import { browserRefusal, callerRefusal, type GuardSettings } from './guards.ts';
import { registerLoginRoutes } from './login-routes.ts';
import { refusalFor } from './provider-refusal.ts';
import { registerProxy } from './proxy.ts';
import { registerTokenRoutes } from './token-routes.ts';

export interface ServerParts {
  readonly provider: TokenProvider;
  /** Sends calls to the API with the provider's token. */
  readonly dispatcher: Dispatcher;
  readonly guards: GuardSettings;
  /** Shown under `/metrics`. */
  readonly registry: Registry;
  /** Called for each request that the agent refused or could not pass on. */
  readonly onRefusal: (refusal: Refusal, path: string) => void;
}

/** The agent's routes behind its guards. Listens nowhere yet. */
export function createServer({
  provider,
  dispatcher,
  guards,
  registry,
  onRefusal,
}: ServerParts): FastifyInstance {
  const app = createHttpServer({ exposeHeadRoutes: false });
  const refuse = (reply: FastifyReply, answer: Refusal): FastifyReply => {
    onRefusal(answer, reply.request.routeOptions.url ?? 'unknown');
    if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter);
    return reply.code(answer.status).send(errorBody(answer));
  };

  app.addHook('onRequest', async (request, reply) => {
    const isProbe = PROBES.has(request.routeOptions.url);
    const answer =
      browserRefusal(request.headers, guards) ??
      (isProbe ? undefined : callerRefusal(request.headers, guards));
    if (answer) return refuse(reply, answer);
  });
  app.setErrorHandler((error, request, reply) => {
    // The caller closed the connection: not a failure of the API, and nothing waits for the response.
    if (request.socket.destroyed) return reply.hijack();
    if (isBadRequest(error))
      return refuse(reply, refusal(error.statusCode, 'request', error.message));
    return refuse(reply, refusalFor(error));
  });
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, refusal(404, 'route', 'The agent knows /token, /oauth/token and /api/v2/….')),
  );

  const notReady = (): string | undefined =>
    provider.peek() === undefined ? 'no token yet' : undefined;
  registerProbes(app, { registry, notReady });
  registerTokenRoutes(app, provider);
  registerLoginRoutes(app, provider, guards.callerSecret);
  registerProxy(app, { api: provider.endpoints.api, dispatcher });
  return app;
}

function isBadRequest(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode < 500;
}
