import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultAction } from '../../faults/fault.ts';
import { recordCall } from '../../state/call.ts';
import type { World } from '../../state/world.ts';
import { HTML_PAGE, statusBody, throttleAnswer } from './substitutes.ts';

/**
 * Applies the faults that act before the request is executed. Returns whether the request continues;
 * if not, it was answered or gets no answer.
 */
export async function applyBefore(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  for (const hit of request.call.faults) {
    if (hit.delayMs > 0) await world.clock.sleep(hit.delayMs);
    if (hit.action.kind === 'hold') await hit.removed;
    if (endsBefore(world, request, reply, hit.action)) return false;
  }
  return true;
}

function endsBefore(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  action: FaultAction,
): boolean {
  if ('when' in action && action.when === 'after') return false;
  switch (action.kind) {
    case 'date-skew':
      reply.header('Date', new Date(world.clock.now() + action.ms).toUTCString());
      return false;
    case 'hang':
    case 'reset':
      abandon(world, request, reply, action.kind);
      return true;
    case 'status':
    case 'html':
    case 'redirect':
    case 'throttle':
      request.call.outcome = action.kind === 'throttle' ? 'throttled' : 'faulted';
      request.call.reason = `fault: ${action.kind}`;
      answerInstead(world, request, reply, action);
      return true;
    default:
      return false;
  }
}

type Substitute = Extract<FaultAction, { kind: 'status' | 'html' | 'redirect' | 'throttle' }>;

function answerInstead(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  action: Substitute,
): void {
  const { correlationId, surface } = request.call;
  switch (action.kind) {
    case 'html':
      void reply.status(action.status).type('text/html').send(HTML_PAGE);
      return;
    case 'redirect':
      void reply.redirect(action.location, action.status);
      return;
    case 'throttle': {
      const refusal = throttleAnswer(world, request.call, action.retryAfter);
      if (refusal.retryAfter !== undefined) reply.header('Retry-After', refusal.retryAfter);
      void reply.status(refusal.status).send(refusal.body);
      return;
    }
    case 'status':
      if (action.retryAfter !== undefined) reply.header('Retry-After', action.retryAfter);
      void reply
        .status(action.status)
        .send(action.body ?? statusBody(surface, action.status, correlationId));
      return;
    default:
      action satisfies never;
  }
}

/** Gives a request no answer: leaves its connection open, or resets it. */
export function abandon(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: 'hang' | 'reset',
): void {
  const { call } = request;
  if (!call.recorded) {
    call.outcome = 'faulted';
    call.reason = `fault: ${kind}`;
    recordCall(world, request, reply, 0);
  }
  reply.hijack();
  if (kind === 'reset') resetConnection(request.socket);
}

/** Node can reset plain TCP sockets only; the one below TLS is `_parent`. */
function resetConnection(socket: Socket): void {
  const { _parent: beneath } = socket as { readonly _parent?: Socket };
  const tcp = socket instanceof TLSSocket ? beneath : socket;
  if (tcp) tcp.resetAndDestroy();
  else socket.destroy();
}
