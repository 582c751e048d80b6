import { z } from 'zod';
import { clockSchema } from '../config/options.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { World } from '../state/world.ts';

const MAX_ADVANCE_MS = 10 * 365 * 86_400_000;

export function clockRoutes(world: World, app: TypedApp): void {
  const state = (): object => ({ ...world.clock.setting, now: world.clock.now() });
  app.get('/__admin/clock', async () => state());
  app.put('/__admin/clock', { schema: { body: clockSchema } }, async ({ body }) => {
    const before = world.clock.now();
    world.clock.set(body);
    // The clock was set back: windows that started later than now would not end.
    if (world.clock.now() < before) world.limiter.clear();
    return state();
  });
  app.post(
    '/__admin/clock/advance',
    { schema: { body: z.strictObject({ ms: z.number().min(0).max(MAX_ADVANCE_MS) }) } },
    async ({ body }, reply) => {
      const { kind } = world.clock.setting;
      if (kind !== 'manual') {
        const message = `only a manual clock can be advanced; this one is ${kind}`;
        return reply.status(409).send({ status: 409, message });
      }
      await world.clock.advance(body.ms);
      return state();
    },
  );
}
