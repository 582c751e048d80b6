import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../clients/client.ts';
import { NOBODY } from '../ledger/ledger.ts';
import type { Demand } from '../limits/limiter.ts';
import { beginCall, recordCall } from '../server/call.ts';
import { regionOfRequest } from '../server/request-region.ts';
import { retryAfter, toCallerMs, type World } from '../server/world.ts';
import { isFresh } from '../tokens/token-store.ts';
import { answerOf, type LoginRefusal, loginErrorBody } from './answers.ts';
import { type Credentials, parseBasic } from './credentials.ts';
import { decideGrant } from './decide-grant.ts';

interface TokenRequest {
  readonly basic: Credentials | undefined;
  readonly inBody: Credentials | undefined;
  readonly grantType: string | undefined;
}

/** The login host: `POST /oauth/token`, and the same under `/login` as the SDKs' gateway setting has it. */
export function loginRoutes(world: World): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => arrive(world, request, reply));
    app.addHook('onSend', async (request, reply) => recordCall(world, request, reply));
    app.setErrorHandler(async (error: { statusCode?: number; message: string }, request, reply) => {
      request.call.reason = 'badRequest';
      const status = error.statusCode ?? 500;
      const body = { status, error: 'invalid_request', description: 'Bad Request' };
      return reply.status(status).send(loginErrorBody(body));
    });
    for (const path of ['/oauth/token', '/login/oauth/token']) {
      app.post(path, (request, reply) => answer(world, request, reply));
    }
  };
}

function arrive(world: World, request: FastifyRequest, reply: FastifyReply): void {
  const call = beginCall(world, 'login', regionOfRequest(world, request), request.id);
  request.call = call;
  call.clientId = parseBasic(request.headers.authorization)?.id ?? NOBODY;
  reply.raw.once('close', world.ledger.loginArrived(call.clientId, call.startedAt));
  reply.header('ININ-Correlation-Id', call.correlationId).header('Cache-Control', 'no-store');
}

function answer(world: World, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { call } = request;
  const tokenRequest = readTokenRequest(world, request);
  const now = world.clock.now();
  const decision = world.limiter.decide(now, loginDemands(world, call.clientId, call.region));
  if (!decision.allowed) {
    call.outcome = 'throttled';
    call.reason = decision.limit.name;
    return throttle(world, reply, decision.waitMs);
  }
  const grant = decideGrant(
    { region: call.region, ...tokenRequest },
    (id) => world.clients.get(id),
    world.settings.login,
  );
  if (grant.kind === 'issue') return issue(world, request, reply, grant.client);
  call.reason = grant.refusal;
  return refuse(world, reply, grant.refusal);
}

function readTokenRequest(world: World, request: FastifyRequest): TokenRequest {
  const { login } = world.settings;
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const body = (isJson && !login.jsonBody ? {} : request.body) as
    | Record<string, string>
    | undefined;
  const query = (login.grantTypeInQuery ? request.query : {}) as Record<string, string>;
  const inBody =
    body?.['client_id'] === undefined
      ? undefined
      : { id: body['client_id'], secret: body['client_secret'] ?? '' };
  return {
    basic: parseBasic(request.headers.authorization),
    inBody,
    grantType: body?.['grant_type'] ?? query['grant_type'],
  };
}

function loginDemands(world: World, clientId: string, region: string): Demand[] {
  const { loginPerClient, loginPerOrg } = world.limits;
  const demands: Demand[] = [];
  if (loginPerClient) {
    demands.push({ name: 'loginPerClient', setting: loginPerClient, key: clientId });
  }
  if (loginPerOrg) demands.push({ name: 'loginPerOrg', setting: loginPerOrg, key: region });
  return demands;
}

function issue(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
): FastifyReply {
  const now = world.clock.now();
  const newest = world.tokens.newestLive(client.id, now);
  const lifeMs = client.accessTokenValiditySeconds * 1_000;
  if (newest && isFresh(newest, now, world.settings.freshFraction)) {
    world.ledger.count(client.id, 'earlyDuplicates');
  }
  const token = world.tokens.issue({ clientId: client.id, region: client.region }, now, lifeMs);
  request.call.token = token;
  request.call.outcome = 'issued';
  const { tokenType, emptyErrorField } = world.settings.login;
  return reply.send({
    access_token: token.accessToken,
    token_type: tokenType,
    expires_in: Math.max(1, Math.floor(toCallerMs(world, lifeMs) / 1_000)),
    ...(emptyErrorField && { error: '' }),
  });
}

function refuse(world: World, reply: FastifyReply, refusal: LoginRefusal): FastifyReply {
  const answer = answerOf(refusal, world.settings.login.answers);
  return reply.status(answer.status).send(loginErrorBody(answer));
}

function throttle(world: World, reply: FastifyReply, waitMs: number): FastifyReply {
  const { throttleForm, throttleRetryAfter } = world.settings.login;
  const form = throttleRetryAfter ?? (throttleForm === '429' ? 'seconds' : 'none');
  if (form !== 'none') reply.header('Retry-After', retryAfter(world, waitMs, form));
  const answer = answerOf('throttled', world.settings.login.answers);
  const status = throttleForm === '429' ? 429 : answer.status;
  return reply.status(status).send(loginErrorBody(answer));
}
