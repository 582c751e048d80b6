import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../../state/world.ts';
import { ERRORS, needs } from '../contract/access.ts';
import { tokenInfoModel } from '../contract/models.ts';

const done = z.object({ message: z.string() });
const timeoutModel = z.object({
  idleTokenTimeoutSeconds: z.int().min(0),
  enableIdleTokenTimeout: z.boolean(),
});

/** `/api/v2/tokens/…`: the token that a call itself carries, and those of users. */
export function tokenRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  // Fastify answers HEAD, the cheap check of a token, by the GET route.
  typed.get(
    '/tokens/me',
    { schema: { response: { 200: tokenInfoModel, ...ERRORS } } },
    async (request) => tokenInfo(world, request),
  );
  typed.delete(
    '/tokens/me',
    { schema: { response: { 200: done, ...ERRORS } } },
    async ({ call }) => {
      world.tokens.revoke({ accessToken: call.token?.accessToken ?? '' }, world.clock.now());
      return { message: 'Operation was successful.' };
    },
  );
  typed.delete(
    '/tokens/:userId',
    {
      config: needs('oauth:token:delete'),
      schema: { params: z.object({ userId: z.string() }), response: { 200: done, ...ERRORS } },
    },
    // Tokens of users are not issued here, so there is nothing to end.
    async () => ({ message: 'Operation was successful.' }),
  );
  timeoutRoutes(app);
}

function timeoutRoutes(app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const response = { 200: timeoutModel, ...ERRORS };
  let timeout = { idleTokenTimeoutSeconds: 0, enableIdleTokenTimeout: false };
  typed.get('/tokens/timeout', { schema: { response } }, async () => timeout);
  typed.put(
    '/tokens/timeout',
    { config: needs('oauth:token:edit'), schema: { body: timeoutModel, response } },
    async ({ body }) => {
      timeout = body;
      return timeout;
    },
  );
}

function tokenInfo(world: World, { call }: FastifyRequest): z.output<typeof tokenInfoModel> {
  const { id, name } = world.organisation(call.region);
  const organization = { id, name };
  return {
    organization,
    homeOrganization: organization,
    authorizedScope: [],
    OAuthClient: {
      id: call.clientId,
      name: call.client?.name ?? '',
      authorizedGrantType: call.client?.grantType ?? 'CLIENT-CREDENTIALS',
      scope: [],
      roleDivisions: [],
      state: call.client?.state ?? 'active',
      organization,
    },
  };
}
