import { z } from 'zod';
import { faultSchema } from '../faults/fault.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { World } from '../state/world.ts';

export function faultRoutes(world: World, app: TypedApp): void {
  app.get('/__admin/faults', async () => ({ faults: world.faults.list() }));
  app.post('/__admin/faults', { schema: { body: faultSchema } }, async ({ body }, reply) =>
    reply.status(201).send(world.faults.add(body)),
  );
  app.delete('/__admin/faults', async () => {
    world.faults.clear();
    return { status: 'cleared' };
  });
  app.delete(
    '/__admin/faults/:id',
    { schema: { params: z.object({ id: z.string() }) } },
    async ({ params }, reply) => {
      const existed = world.faults.remove(params.id);
      return reply
        .status(existed ? 200 : 404)
        .send({ status: existed ? 'removed' : 'no such fault' });
    },
  );
}
