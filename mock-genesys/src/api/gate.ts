import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../clients/client.ts';
import type { RouteAccess } from '../contract/access.ts';
import { ApiError, type ApiErrorCode } from '../errors/api.ts';
import type { LimitDemand } from '../limits/limiter.ts';
import type { Limits } from '../limits/settings.ts';
import { beginCall } from '../state/call.ts';
import { retryAfter } from '../state/caller-time.ts';
import type { World } from '../state/world.ts';
import { type IssuedToken, stateOf } from '../tokens/token-store.ts';

/** Takes a call in and finds out whose it is; refuses nothing yet. */
export function arrive(world: World, request: FastifyRequest, reply: FastifyReply): void {
  const call = beginCall(world, 'api', request, reply);
  const bearer = bearerOf(request.headers.authorization);
  const token = bearer === undefined ? undefined : world.tokens.find(bearer);
  if (token?.region === call.region) {
    call.token = token;
    call.clientId = token.clientId;
    call.client = world.clients.get(token.clientId);
  }
  setStandardHeaders(reply);
}

/** Checks bearer token, then limits, then permission; throws what the answer shall be. */
export function admit(world: World, request: FastifyRequest, reply: FastifyReply): void {
  // Not when the request came in: a fault may have held it for hours since.
  const now = world.clock.now();
  const { token, client } = authenticate(world, request, now);
  checkLimits(world, reply, token, now);
  checkAccess(client, request.routeOptions.config.access);
}

function setStandardHeaders(reply: FastifyReply): void {
  reply.header('Strict-Transport-Security', 'max-age=600; includeSubDomains');
  reply.header('Cache-Control', 'no-cache, no-store, must-revalidate');
  reply.header('Pragma', 'no-cache');
  reply.header('Expires', '0');
}

function authenticate(
  world: World,
  request: FastifyRequest,
  now: number,
): { token: IssuedToken; client: Client } {
  const { token, client } = request.call;
  if (!token) {
    const { authorization } = request.headers;
    if (bearerOf(authorization) === undefined) throw new ApiError('authentication.required');
    throw misused(world, request, 'unknownTokenCalls');
  }
  const state = stateOf(token, now);
  if (state === 'expired') throw misused(world, request, 'expiredTokenCalls');
  if (state === 'revoked' || !client || client.state === 'disabled') {
    throw misused(world, request, 'revokedTokenCalls');
  }
  return { token, client };
}

function misused(
  world: World,
  { call }: FastifyRequest,
  misuse: 'unknownTokenCalls' | 'expiredTokenCalls' | 'revokedTokenCalls',
): ApiError {
  const { expiredTokenCode, revokedTokenCode } = world.settings.api;
  const codes: Record<typeof misuse, ApiErrorCode> = {
    unknownTokenCalls: 'bad.credentials',
    expiredTokenCalls: expiredTokenCode,
    revokedTokenCalls: revokedTokenCode,
  };
  world.journal.count(call.clientId, misuse);
  return new ApiError(codes[misuse]);
}

function bearerOf(header: string | undefined): string | undefined {
  return header !== undefined && /^bearer /i.test(header) ? header.slice(7).trim() : undefined;
}

function checkLimits(world: World, reply: FastifyReply, token: IssuedToken, now: number): void {
  const { request } = reply;
  const demands = apiDemands(world, request, token);
  const decision = world.limiter.decide(now, demands);
  if (world.settings.api.legacyRateHeaders) setLegacyHeaders(world, reply, demands[0], now);
  if (decision.allowed) return;
  request.call.outcome = 'throttled';
  request.call.reason = decision.limit.name;
  reply.header('Retry-After', retryAfter(world, decision.waitMs, world.settings.api.retryAfter));
  const seconds = retryAfter(world, decision.waitMs, 'seconds');
  throw new ApiError('too.many.requests.retry.after', { seconds });
}

function apiDemands(world: World, request: FastifyRequest, token: IssuedToken): LimitDemand[] {
  const { apiPerToken, apiPerClient } = world.limits;
  const demands: LimitDemand[] = [];
  if (apiPerToken) {
    demands.push({ name: 'apiPerToken', setting: apiPerToken, key: token.accessToken });
  }
  if (apiPerClient) {
    demands.push({ name: 'apiPerClient', setting: apiPerClient, key: token.clientId });
  }
  const ofResource = resourceDemand(world.limits, request, token);
  if (ofResource) demands.push(ofResource);
  return demands;
}

function resourceDemand(
  { apiPerResource }: Limits,
  request: FastifyRequest,
  token: IssuedToken,
): LimitDemand | undefined {
  // Most mocks have none: their requests are spared the text.
  if (Object.keys(apiPerResource).length === 0) return undefined;
  const name = `${request.method} ${request.routeOptions.url}`;
  const setting = apiPerResource[name];
  return setting ? { name, setting, key: token.accessToken } : undefined;
}

function setLegacyHeaders(
  world: World,
  reply: FastifyReply,
  demand: LimitDemand | undefined,
  now: number,
): void {
  if (!demand) return;
  const { used, allowed, resetMs } = world.limiter.usage(now, demand);
  reply.header('inin-ratelimit-count', used);
  reply.header('inin-ratelimit-allowed', allowed);
  reply.header('inin-ratelimit-reset', Math.ceil(resetMs / 1_000));
}

function checkAccess(client: Client, access: RouteAccess | undefined): void {
  if (access?.userOnly) throw new ApiError('not.a.user');
  const needed = access?.anyPermission;
  if (!needed || needed.some((permission) => grants(client.permissions, permission))) return;
  throw new ApiError('missing.any.permissions', { permissions: needed.join(', ') });
}

/** Whether `granted` includes `permission`; `*` stands for all, `routing:*` for all of a domain. */
function grants(granted: readonly string[], permission: string): boolean {
  return granted.some((one) => {
    if (one === '*' || one === permission) return true;
    return one.endsWith('*') && permission.startsWith(one.slice(0, -1));
  });
}
