import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../../state/world.ts';
import { ERRORS } from '../contract/access.ts';

const channelModel = z.object({ id: z.string(), connectUri: z.string(), expires: z.string() });

/** Notification channels: they are handed out and listed; nothing is sent through them. */
export function notificationRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/notifications/channels',
    { schema: { response: { 200: channelModel, ...ERRORS } } },
    async ({ call }) => world.channels.open(call.clientId, call.region, world.clock.now()),
  );
  typed.get(
    '/notifications/channels',
    { schema: { response: { 200: z.object({ entities: z.array(channelModel) }), ...ERRORS } } },
    async ({ call }) => ({ entities: [...world.channels.of(call.clientId)] }),
  );
}
