import type { FastifyReply, FastifyRequest } from 'fastify';
import { recordCall } from '../../state/call.ts';
import type { World } from '../../state/world.ts';
import { strikeAfter } from './after.ts';
import { strikeBefore } from './before.ts';

/** Runs `goOn` unless a fault takes the request over; without faults there is no detour. */
export function throughFaults(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  goOn: () => void,
  done: (error?: Error) => void,
): void {
  if (world.faults.isEmpty) {
    goOn();
    done();
    return;
  }
  const { call } = request;
  const path = request.url.split('?', 1)[0] ?? '';
  call.faults = world.faults.strike({ ...call, method: request.method, path });
  strikeBefore(world, request, reply)
    .then((goesOn) => {
      if (!goesOn) return;
      goOn();
      done();
    })
    .catch(done);
}

/** Writes the request into the ledger, and lets faults change the answer. */
export function recordAndSend(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: null, payload?: unknown) => void,
): void {
  recordCall(world, request, reply);
  if (request.call.faults.length === 0 || request.call.outcome === 'faulted') {
    done(null, payload);
    return;
  }
  const sent = strikeAfter(world, request, reply, payload);
  if (sent !== undefined) done(null, sent);
}
