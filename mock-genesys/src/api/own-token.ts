import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { World } from '../server/world.ts';

/** `/api/v2/tokens/me`: the token that the call itself carries. */
export function ownTokenRoutes(world: World, app: FastifyInstance): void {
  // Fastify answers HEAD by the GET route.
  app.get('/tokens/me', async (request) => tokenInfo(world, request));
  app.delete('/tokens/me', async ({ call }, reply) => {
    world.tokens.revoke({ accessToken: call.token?.accessToken ?? '' }, world.clock.now());
    return reply.send({ message: 'Operation was successful.' });
  });
}

function tokenInfo(world: World, { call }: FastifyRequest): object {
  const { id, name } = world.organisation(call.region);
  const organization = { id, name };
  return {
    organization,
    homeOrganization: organization,
    authorizedScope: [],
    OAuthClient: {
      id: call.clientId,
      name: call.client?.name,
      authorizedGrantType: call.client?.grantType,
      scope: [],
      roleDivisions: [],
      state: call.client?.state,
      organization,
    },
  };
}
