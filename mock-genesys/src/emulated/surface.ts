import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EmulatedSurface } from '../http/surface.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { recordCall } from '../state/call.ts';
import type { World } from '../state/world.ts';
import { strikeAfter } from './faults/after.ts';
import { strikeBefore } from './faults/before.ts';

/** Adds a surface. Each of its requests arrives, meets the faults, is admitted, answered and recorded. */
export function addSurface(
  world: World,
  surface: EmulatedSurface,
): (app: TypedApp) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      surface.arrive(request, reply);
      const goOn = (): void => {
        surface.admit(request, reply);
        done();
      };
      // Callbacks: a promise for each request would cost all of them, and few meet a fault.
      if (world.faults.isEmpty) goOn();
      else meetFaults(world, request, reply, goOn).catch(done);
    });
    app.addHook('onSend', (request, reply, payload, done) => {
      recordCall(world, request, reply);
      const { faults, outcome } = request.call;
      const isChanged = faults.length > 0 && outcome !== 'faulted';
      const sent = isChanged ? strikeAfter(world, request, reply, payload) : payload;
      if (!isChanged || sent !== undefined) done(null, sent);
    });
    surface.addRoutes(app);
  };
}

async function meetFaults(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  goOn: () => void,
): Promise<void> {
  const { call, method, url } = request;
  const path = url.split('?', 1)[0] ?? '';
  call.faults = world.faults.strike({ ...call, method, path });
  if (await strikeBefore(world, request, reply)) goOn();
}
