import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Client } from '../clients/client.ts';
import { parseBasic } from '../clients/credentials.ts';
import { retryAfterForm } from '../config/login-settings.ts';
import { answerOf, type LoginRefusal, loginErrorBody } from '../errors/login.ts';
import type { EmulatedSurface } from '../http/surface.ts';
import type { LimitDemand } from '../limits/limiter.ts';
import { beginCall, type Call, countArrival } from '../state/call.ts';
import { callerFactor, retryAfter } from '../state/caller-time.ts';
import { accountOf } from '../state/secrets.ts';
import type { World } from '../state/world.ts';
import { isFresh } from '../tokens/token-store.ts';
import { decideGrant } from './decide-grant.ts';
import { tokenLife } from './token-life.ts';
import { readTokenRequest, type TokenRequest } from './token-request.ts';

const errorModel = z.object({
  error: z.string(),
  description: z.string(),
  error_description: z.string(),
});
const schema = {
  consumes: ['application/x-www-form-urlencoded'],
  body: z
    .object({
      grant_type: z.string().optional(),
      client_id: z.string().optional(),
      client_secret: z.string().optional(),
    })
    .nullish(),
  response: {
    200: z.object({ access_token: z.string(), token_type: z.string(), expires_in: z.int() }),
    400: errorModel,
    401: errorModel,
    429: errorModel,
  },
};

/** The login host: `POST /oauth/token`, also under `/login`, the path in the SDKs' gateway setting. */
export function loginSurface(world: World): EmulatedSurface {
  return {
    arrive: (request, reply) => arrive(world, request, reply),
    // The limit and the credentials are checked after the body has been read.
    admit: () => undefined,
    addRoutes: (app) => {
      app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
        request.call.reason = 'badRequest';
        const status = error.statusCode ?? 500;
        const body = { status, error: 'invalid_request', description: 'Bad Request' };
        return reply.status(status).send(loginErrorBody(body));
      });
      for (const path of ['/oauth/token', '/login/oauth/token']) {
        app.post(path, { schema }, (request, reply) => {
          answer(world, request, reply);
        });
      }
    },
  };
}

function arrive(world: World, request: FastifyRequest, reply: FastifyReply): void {
  const call = beginCall(world, 'login', request, reply);
  call.credentials = parseBasic(request.headers.authorization);
  if (call.credentials) call.clientId = accountOf(world, call.credentials.id);
  // The client may be known only after the body has been read.
  if (call.credentials || !world.settings.login.credentialsInBody) countArrival(world, call, reply);
  reply.header('Cache-Control', 'no-store');
}

function answer(world: World, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { call } = request;
  const tokenRequest = readTokenRequest(request, world.settings.login);
  noteCredentialsInBody(world, call, tokenRequest, reply);
  const decision = world.limiter.decide(
    world.clock.now(),
    loginDemands(world, call.clientId, call.region),
  );
  if (!decision.allowed) {
    call.outcome = 'throttled';
    call.reason = decision.limit.name;
    return throttle(world, reply, decision.waitMs);
  }
  return grant(world, request, reply, tokenRequest);
}

function noteCredentialsInBody(
  world: World,
  call: Call,
  { inBody }: TokenRequest,
  reply: FastifyReply,
): void {
  if (!inBody) return;
  const account = accountOf(world, inBody.id);
  if (!world.settings.login.credentialsInBody) world.journal.count(account, 'secretLeaks');
  else if (!call.credentials) call.clientId = account;
  countArrival(world, call, reply);
}

function grant(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  tokenRequest: TokenRequest,
): FastifyReply {
  const { call } = request;
  const decision = decideGrant(
    { region: call.region, basic: call.credentials, ...tokenRequest },
    (id) => world.clients.get(id),
    world.settings.login,
  );
  if (decision.kind === 'issue') return issue(world, request, reply, decision.client);
  call.reason = decision.refusal;
  return refuse(world, reply, decision.refusal);
}

function loginDemands(world: World, clientId: string, region: string): LimitDemand[] {
  const { loginPerClient, loginPerOrg } = world.limits;
  const demands: LimitDemand[] = [];
  if (loginPerClient) {
    demands.push({ name: 'loginPerClient', setting: loginPerClient, key: clientId });
  }
  if (loginPerOrg) demands.push({ name: 'loginPerOrg', setting: loginPerOrg, key: region });
  return demands;
}

function issue(
  world: World,
  { call }: FastifyRequest,
  reply: FastifyReply,
  client: Client,
): FastifyReply {
  const now = world.clock.now();
  const newest = world.tokens.newestLive(client.id, now);
  if (newest && isFresh(newest, now, world.settings.freshFraction)) {
    world.journal.count(client.id, 'earlyDuplicates');
  }
  const wantedMs = client.accessTokenValiditySeconds * 1_000;
  const { expiresIn, lifeMs } = tokenLife(wantedMs, callerFactor(world));
  const token = world.tokens.issue({ clientId: client.id, region: client.region }, now, lifeMs);
  call.token = token;
  call.clientId = client.id;
  call.outcome = 'issued';
  const { tokenType, emptyErrorField } = world.settings.login;
  return reply.send({
    access_token: token.accessToken,
    token_type: tokenType,
    expires_in: expiresIn,
    ...(emptyErrorField && { error: '' }),
  });
}

function refuse(world: World, reply: FastifyReply, refusal: LoginRefusal): FastifyReply {
  const refused = answerOf(refusal, world.settings.login.answers);
  return reply.status(refused.status).send(loginErrorBody(refused));
}

function throttle(world: World, reply: FastifyReply, waitMs: number): FastifyReply {
  const { throttleForm, answers } = world.settings.login;
  const form = retryAfterForm(world.settings.login);
  if (form !== 'none') reply.header('Retry-After', retryAfter(world, waitMs, form));
  const refused = answerOf('throttled', answers);
  const status = throttleForm === '429' ? 429 : refused.status;
  return reply.status(status).send(loginErrorBody(refused));
}
