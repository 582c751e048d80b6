import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../clients/client.ts';
import type { Credentials } from '../clients/credentials.ts';
import type { FaultHit } from '../faults/plan.ts';
import type { RequestOutcome, Surface } from '../journal/entry.ts';
import { UNKNOWN_CLIENT } from '../journal/request-journal.ts';
import type { IssuedToken } from '../tokens/token-store.ts';
import { countLeak, safePath } from './secrets.ts';
import type { World } from './world.ts';

/** The state of one request while it is answered; it becomes an entry in the journal. */
export interface Call {
  readonly surface: Surface;
  readonly region: string;
  readonly startedAt: number;
  /** Number of the correlation id, which is what the journal keeps. */
  readonly number: number;
  readonly correlationId: string;
  clientId: string;
  /** Credentials in the Authorization header of a token request. */
  credentials: Credentials | undefined;
  client: Client | undefined;
  token: IssuedToken | undefined;
  /** Faults that hit this request. */
  faults: readonly FaultHit[];
  outcome: RequestOutcome;
  reason: string | undefined;
  /** Whether the arrival of a token request was counted. */
  arrived: boolean;
  recorded: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
  }
}

const NO_FAULTS: readonly FaultHit[] = [];
const NO_KINDS: readonly string[] = [];

/** Starts a call: finds its region, makes its id, and looks for secrets in forbidden places. */
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
  // Callers that use the mock's clock must see its time here, too.
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
    clientId: UNKNOWN_CLIENT,
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

/** Counts the arrival of a token request, once, and its end when the connection has finished it. */
export function countArrival(world: World, call: Call, reply: FastifyReply): void {
  if (call.arrived || call.surface !== 'login') return;
  call.arrived = true;
  reply.raw.once('close', world.journal.loginArrived(call.clientId, call.startedAt));
}

/** Records the request in the journal, once, before the answer is sent. */
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
  world.journal.record({
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
