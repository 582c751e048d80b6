import { z } from 'zod';
import type { TypedApp } from '../http/typed-app.ts';
import { limitsSchema } from '../limits/settings.ts';
import type { World } from '../state/world.ts';

/** A limit that is not named does not change; `null` switches it off. All windows start again. */
const changes = z.strictObject({
  loginPerClient: limitsSchema.shape.loginPerClient.unwrap().optional(),
  loginPerOrg: limitsSchema.shape.loginPerOrg.unwrap().optional(),
  apiPerToken: limitsSchema.shape.apiPerToken.unwrap().optional(),
  apiPerClient: limitsSchema.shape.apiPerClient.unwrap().optional(),
  apiPerResource: limitsSchema.shape.apiPerResource.unwrap().optional(),
});

export function limitRoutes(world: World, app: TypedApp): void {
  app.get('/__admin/limits', async () => world.limits);
  app.put('/__admin/limits', { schema: { body: changes } }, async ({ body }) => {
    const named = Object.entries(body).filter(([, value]) => value !== undefined);
    world.limits = { ...world.limits, ...Object.fromEntries(named) };
    world.limiter.clear();
    return world.limits;
  });
}
