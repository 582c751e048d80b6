import type { TokenProvider } from '@onetoken/auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where programs send a login: the API's own path, and the gateway form of the official SDKs. */
const PATHS = ['/oauth/token', '/login/oauth/token'] as const;

/** Replaces the token when callers need no secret. It is valid only at this agent. */
const PLACEHOLDER = 'held-by-onetoken-agent';

/**
 * Answers a program that logs in first, as each official SDK does, so that only its host must change. The program gets
 * a placeholder, and the agent replaces it with the real token on the way to the API. If callers need a secret, they
 * send it as the client secret, and it becomes the placeholder.
 */
export function registerLoginRoutes(
  app: FastifyInstance,
  provider: TokenProvider,
  callerSecret = PLACEHOLDER,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.header('cache-control', 'no-store');
    if (grantType(request) !== 'client_credentials') {
      const description = 'The agent stands in for the client-credentials grant only.';
      const error = { error: 'unsupported_grant_type', description };
      return reply.code(400).send({ ...error, error_description: description });
    }
    const { expiresAt } = await provider.getToken();
    return reply.send({
      access_token: callerSecret,
      token_type: 'bearer',
      expires_in: Math.max(1, Math.floor((expiresAt - Date.now()) / 1000)),
    });
  };
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    for (const url of PATHS) scope.post(url, answer);
  });
}

/** In the form, or in the query, where many programs send it. */
function grantType(request: FastifyRequest): unknown {
  const form = request.body as Record<string, unknown> | undefined;
  return form?.['grant_type'] ?? (request.query as Record<string, unknown>)['grant_type'];
}
