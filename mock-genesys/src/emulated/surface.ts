import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EmulatedSurface } from '../http/surface.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { recordCall } from '../state/call.ts';
import type { World } from '../state/world.ts';
import { applyAfter } from './faults/after.ts';
import { applyBefore } from './faults/before.ts';

/** Adds a surface. Each request arrives, passes the faults, is admitted, answered and recorded. */
export function addSurface(
  world: World,
  surface: EmulatedSurface,
): (app: TypedApp) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      surface.arrive(request, reply);
      const proceed = (): void => {
        surface.admit(request, reply);
        done();
      };
      // Callbacks: a promise would slow every request down, and faults are rare.
      if (world.faults.isEmpty) proceed();
      else passFaults(world, request, reply, proceed).catch(done);
    });
    app.addHook('onSend', (request, reply, payload, done) => {
      recordCall(world, request, reply);
      const { faults, outcome } = request.call;
      const isChanged = faults.length > 0 && outcome !== 'faulted';
      const sent = isChanged ? applyAfter(world, request, reply, payload) : payload;
      if (!isChanged || sent !== undefined) done(null, sent);
    });
    surface.addRoutes(app);
  };
}

/** Calls `proceed` unless a fault answers the request, or leaves it without an answer. */
async function passFaults(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  proceed: () => void,
): Promise<void> {
  const { call, method, url } = request;
  const path = url.split('?', 1)[0] ?? '';
  call.faults = world.faults.hits({ ...call, method, path });
  if (await applyBefore(world, request, reply)) proceed();
}
