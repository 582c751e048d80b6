import { z } from 'zod';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';

const channelModel = z.object({ id: z.string(), connectUri: z.string(), expires: z.string() });

/** Notification channels: they are handed out and listed; nothing is sent through them. */
export function notificationRoutes(world: World, app: TypedApp): void {
  app.post(
    '/notifications/channels',
    { schema: { response: { 200: channelModel } } },
    async ({ call }) => world.channels.open(call.clientId, call.region, world.clock.now()),
  );
  app.get(
    '/notifications/channels',
    { schema: { response: { 200: z.object({ entities: z.array(channelModel) }) } } },
    async ({ call }) => ({ entities: [...world.channels.of(call.clientId)] }),
  );
}
