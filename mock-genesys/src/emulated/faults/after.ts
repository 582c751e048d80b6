import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultAction } from '../../faults/fault.ts';
import type { World } from '../../state/world.ts';
import { abandon } from './before.ts';
import { HTML_PAGE, statusBody } from './substitutes.ts';

/**
 * Changes an answer before it is sent. Returns the payload to send, or `undefined` when nothing more
 * must be sent on the connection.
 */
export function applyAfter(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): unknown {
  let sent = payload;
  for (const { action } of request.call.faults) {
    if (action.kind === 'hang' || action.kind === 'reset') {
      abandon(world, request, reply, action.kind);
      return undefined;
    }
    if (action.kind === 'truncate') {
      sendHalf(reply, String(sent));
      return undefined;
    }
    sent = changed(request, reply, sent, action);
  }
  return sent;
}

function changed(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  action: FaultAction,
): unknown {
  switch (action.kind) {
    case 'broken-json':
      return half(String(payload));
    case 'wrong-json':
      return JSON.stringify(action.body);
    case 'expires-in':
      return request.call.outcome === 'issued'
        ? withExpiresIn(String(payload), action.value)
        : payload;
    case 'html':
    case 'status':
      return action.when === 'after' ? replaced(request, reply, action) : payload;
    default:
      return payload;
  }
}

function replaced(
  { call }: FastifyRequest,
  reply: FastifyReply,
  action: Extract<FaultAction, { kind: 'html' | 'status' }>,
): string {
  reply.status(action.status);
  if (action.kind === 'html') {
    reply.type('text/html');
    return HTML_PAGE;
  }
  if (action.retryAfter !== undefined) reply.header('Retry-After', action.retryAfter);
  return JSON.stringify(action.body ?? statusBody(call.surface, action.status, call.correlationId));
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

/** Replaces a token's `expires_in` with `value`; `undefined` removes the field. */
function withExpiresIn(payload: string, value: unknown): string {
  const { expires_in: _, ...rest } = JSON.parse(payload) as Record<string, unknown>;
  return JSON.stringify(value === undefined ? rest : { ...rest, expires_in: value });
}

/** Sends the length of the whole body, then half of it, and closes the connection. */
function sendHalf(reply: FastifyReply, payload: string): void {
  const headers = { ...reply.getHeaders(), 'content-length': Buffer.byteLength(payload) };
  reply.hijack();
  reply.raw.writeHead(reply.statusCode, headers as Record<string, string | number>);
  reply.raw.write(half(payload), () => reply.raw.destroy());
}
