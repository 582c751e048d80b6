import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../clients/client.ts';
import type { Credentials } from '../clients/credentials.ts';
import type { Strike } from '../faults/plan.ts';
import type { Outcome, Surface } from '../journal/entry.ts';
import { NOBODY } from '../journal/journal.ts';
import type { IssuedToken } from '../tokens/token-store.ts';
import { countLeak, safePath } from './secrets.ts';
import type { World } from './world.ts';

/** What is known of one request while it is answered; becomes its entry in the ledger. */
export interface Call {
  readonly surface: Surface;
  readonly region: string;
  readonly startedAt: number;
  /** Number of the correlation id, which is what the ledger keeps. */
  readonly number: number;
  readonly correlationId: string;
  clientId: string;
  /** Of a token request: what its Authorization header says. */
  credentials: Credentials | undefined;
  client: Client | undefined;
  token: IssuedToken | undefined;
  /** Faults that strike this request. */
  faults: readonly Strike[];
  outcome: Outcome;
  reason: string | undefined;
  /** Whether a token request has been counted in. */
  arrived: boolean;
  recorded: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
  }
}

const NO_FAULTS: readonly Strike[] = [];
const NO_KINDS: readonly string[] = [];

/** Takes a request in: settles its region and its id, and looks for secrets where none may be. */
export function beginCall(
  world: World,
  surface: Surface,
  request: FastifyRequest,
  reply: FastifyReply,
): Call {
  const call = newCall(world, surface, request);
  request.call = call;
  countLeak(world, request);
  reply.header('ININ-Correlation-Id', call.correlationId);
  // Callers who share a clock that is not the machine's must see its time here, too.
  if (world.settings.sharedClock && world.clock.setting.kind !== 'real') {
    reply.header('Date', new Date(call.startedAt).toUTCString());
  }
  return call;
}

function newCall(world: World, surface: Surface, request: FastifyRequest): Call {
  const { correlationIds } = world;
  const number = correlationIds.next();
  return {
    surface,
    region: world.regions.of({ host: request.headers.host, socket: request.socket }),
    startedAt: world.clock.now(),
    number,
    correlationId: correlationIds.idOf(number),
    clientId: NOBODY,
    credentials: undefined,
    client: undefined,
    token: undefined,
    faults: NO_FAULTS,
    outcome: surface === 'login' ? 'refused' : 'ok',
    reason: undefined,
    arrived: false,
    recorded: false,
  };
}

/** Counts a token request in, once, and out again when its connection is done with it. */
export function countArrival(world: World, call: Call, reply: FastifyReply): void {
  if (call.arrived || call.surface !== 'login') return;
  call.arrived = true;
  reply.raw.once('close', world.ledger.loginArrived(call.clientId, call.startedAt));
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
  countArrival(world, call, reply);
  world.ledger.record({
    at: call.startedAt,
    surface: call.surface,
    method: request.method,
    path: safePath(world, request),
    region: call.region,
    clientId: call.clientId,
    accessToken: call.token?.accessToken,
    status,
    outcome: call.outcome,
    reason: call.reason,
    faults: call.faults.length === 0 ? NO_KINDS : call.faults.map(({ action }) => action.kind),
    tookMs: world.clock.now() - call.startedAt,
    number: call.number,
    userAgent: request.headers['user-agent'],
  });
}
