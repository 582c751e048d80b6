import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Client, DEFAULT_LIFE_S } from '../../clients/client.ts';
import { needs } from '../../contract/access.ts';
import {
  oauthClientInput,
  oauthClientModel,
  pageOfModel,
  pageQuery,
} from '../../contract/models.ts';
import { pageOf } from '../../contract/paging.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import { rotateSecret } from '../../state/rotate-secret.ts';
import type { World } from '../../state/world.ts';

const path = '/oauth/clients';
const params = z.object({ clientId: z.string() });
const response = { 200: oauthClientModel };
type OAuthClient = z.output<typeof oauthClientModel>;

/** OAuth clients by the platform API: those of the caller's own region. */
export function oauthClientRoutes(world: World, app: TypedApp): void {
  readRoutes(world, app);
  writeRoutes(world, app);
  lifeCycleRoutes(world, app);
}

function readRoutes(world: World, app: TypedApp): void {
  const config = needs('oauth:client:view');
  app.get(
    path,
    {
      config,
      schema: {
        querystring: pageQuery,
        response: { 200: pageOfModel(oauthClientModel) },
      },
    },
    async ({ query, call }) => {
      const own = world.clients.list().filter(({ region }) => region === call.region);
      return pageOf(own.map(withoutSecret), `/api/v2${path}`, query);
    },
  );
  app.get(`${path}/:clientId`, { config, schema: { params, response } }, async (request) =>
    withoutSecret(find(world, request.call.region, request.params.clientId)),
  );
}

function writeRoutes(world: World, app: TypedApp): void {
  app.post(
    path,
    { config: needs('oauth:client:add'), schema: { body: oauthClientInput, response } },
    async ({ body, call }) => {
      const client = world.clients.put({
        id: randomUUID(),
        secret: randomBytes(32).toString('base64url'),
        name: body.name,
        region: call.region,
        state: body.state ?? 'active',
        accessTokenValiditySeconds: body.accessTokenValiditySeconds ?? DEFAULT_LIFE_S,
        permissions: ['*'],
        grantType: body.authorizedGrantType,
      });
      return { ...withoutSecret(client), secret: client.secret };
    },
  );
  app.put(
    `${path}/:clientId`,
    { config: needs('oauth:client:edit'), schema: { params, body: oauthClientInput, response } },
    async (request) => {
      const present = find(world, request.call.region, request.params.clientId);
      const { name, state, authorizedGrantType, accessTokenValiditySeconds } = request.body;
      const changed = world.clients.put({
        ...present,
        name,
        state: state ?? present.state,
        grantType: authorizedGrantType,
        accessTokenValiditySeconds:
          accessTokenValiditySeconds ?? present.accessTokenValiditySeconds,
      });
      return withoutSecret(changed);
    },
  );
}

function lifeCycleRoutes(world: World, app: TypedApp): void {
  app.post(
    `${path}/:clientId/secret`,
    { config: needs('oauth:client:edit'), schema: { params, response } },
    async ({ params: { clientId }, call }) => {
      find(world, call.region, clientId);
      const client = rotateSecret(world, clientId);
      if (!client) throw new ApiError('not.found');
      return { ...withoutSecret(client), secret: client.secret };
    },
  );
  app.delete(
    `${path}/:clientId`,
    {
      config: needs('oauth:client:delete'),
      schema: { params, response: { 204: z.null() } },
    },
    async ({ params: { clientId }, call }, reply) => {
      const { state } = find(world, call.region, clientId);
      if (state !== 'inactive') throw new ApiError('cannot.delete.client');
      world.clients.delete(clientId);
      return reply.status(204).send(null);
    },
  );
}

function find(world: World, region: string, id: string): Client {
  const client = world.clients.get(id);
  if (client?.region !== region) throw new ApiError('not.found');
  return client;
}

/** Whether the real service returns `secret` on GET is not published; here only POST does. */
function withoutSecret(client: Client): OAuthClient {
  return {
    id: client.id,
    name: client.name,
    accessTokenValiditySeconds: client.accessTokenValiditySeconds,
    authorizedGrantType: client.grantType,
    scope: [],
    roleDivisions: [],
    state: client.state,
    selfUri: `/api/v2${path}/${client.id}`,
  };
}
