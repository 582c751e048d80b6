import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { tokenInfoModel } from '../../contract/models.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';

const done = z.object({ message: z.string() });
const timeoutModel = z.object({
  idleTokenTimeoutSeconds: z.int().min(0),
  enableIdleTokenTimeout: z.boolean(),
});

/** `/api/v2/tokens/…`: the token that a call itself carries, and those of users. */
export function tokenRoutes(world: World, app: TypedApp): void {
  // Fastify answers HEAD, the cheap check of a token, by the GET route.
  app.get('/tokens/me', { schema: { response: { 200: tokenInfoModel } } }, async (request) =>
    tokenInfo(world, request),
  );
  app.delete('/tokens/me', { schema: { response: { 200: done } } }, async ({ call }) => {
    world.tokens.revoke({ accessToken: call.token?.accessToken ?? '' }, world.clock.now());
    return { message: 'Operation was successful.' };
  });
  app.delete(
    '/tokens/:userId',
    {
      config: needs('oauth:token:delete'),
      schema: { params: z.object({ userId: z.string() }), response: { 200: done } },
    },
    // Tokens of users are not issued here, so there is nothing to end.
    async () => ({ message: 'Operation was successful.' }),
  );
  timeoutRoutes(world, app);
}

function timeoutRoutes(world: World, app: TypedApp): void {
  const response = { 200: timeoutModel };
  app.get('/tokens/timeout', { schema: { response } }, async () => world.idleTimeout);
  app.put(
    '/tokens/timeout',
    { config: needs('oauth:token:edit'), schema: { body: timeoutModel, response } },
    async ({ body }) => {
      world.idleTimeout = body;
      return body;
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
