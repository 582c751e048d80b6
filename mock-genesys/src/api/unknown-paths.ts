import { ApiError, errorBody } from '../errors/api.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { recordCall } from '../state/call.ts';
import type { World } from '../state/world.ts';
import { arrive } from './gate.ts';

/**
 * Requests to neither login nor API are refused and recorded: the journal then shows that a client with
 * a wrong path did reach the mock.
 */
export function unknownPaths(world: World): (app: TypedApp) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      arrive(world, request, reply);
      const { call } = request;
      call.outcome = 'refused';
      call.reason = 'unknown route';
      recordCall(world, request, reply, 404);
      await reply.status(404).send(errorBody(new ApiError('not.found'), call.correlationId));
    });
    app.setNotFoundHandler(() => undefined);
  };
}
