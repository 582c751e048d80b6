import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../clients/client.ts';
import type { Outcome, Surface } from '../ledger/entry.ts';
import { NOBODY } from '../ledger/ledger.ts';
import type { Credentials } from '../login/credentials.ts';
import type { IssuedToken } from '../tokens/token-store.ts';
import type { World } from './world.ts';

/** What is known of one request while it is answered; becomes its entry in the ledger. */
export interface Call {
  readonly surface: Surface;
  readonly region: string;
  readonly startedAt: number;
  readonly correlationId: string;
  clientId: string;
  /** Of a token request: what its Authorization header says. */
  credentials: Credentials | undefined;
  client: Client | undefined;
  token: IssuedToken | undefined;
  outcome: Outcome;
  reason: string | undefined;
  recorded: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
  }
}

export function beginCall(
  world: World,
  surface: Surface,
  region: string,
  correlationId: string,
): Call {
  return {
    surface,
    region,
    startedAt: world.clock.now(),
    correlationId,
    clientId: NOBODY,
    credentials: undefined,
    client: undefined,
    token: undefined,
    outcome: surface === 'login' ? 'refused' : 'ok',
    reason: undefined,
    recorded: false,
  };
}

/** Writes the request into the ledger, once, before its answer leaves. */
export function recordCall(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number = reply.statusCode,
): void {
  const { call } = request;
  if (call.recorded) return;
  call.recorded = true;
  const query = request.url.indexOf('?');
  world.ledger.record({
    at: call.startedAt,
    surface: call.surface,
    method: request.method,
    path: query < 0 ? request.url : request.url.slice(0, query),
    region: call.region,
    clientId: call.clientId,
    accessToken: call.token?.accessToken,
    status,
    outcome: call.outcome,
    reason: call.reason,
    tookMs: world.clock.now() - call.startedAt,
    correlationId: call.correlationId,
    userAgent: request.headers['user-agent'],
  });
}
