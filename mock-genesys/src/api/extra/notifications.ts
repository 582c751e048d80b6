import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../../state/world.ts';
import { ERRORS } from '../contract/access.ts';

const channelModel = z.object({ id: z.string(), connectUri: z.string(), expires: z.string() });
type Channel = z.output<typeof channelModel>;

/** Channels per application; one more evicts the oldest. */
const MAX_CHANNELS = 20;
const LIFE_MS = 86_400_000;

/** Notification channels: they are handed out and listed; nothing is sent through them. */
export function notificationRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const channels = new Map<string, Channel[]>();
  typed.post(
    '/notifications/channels',
    { schema: { response: { 200: channelModel, ...ERRORS } } },
    async ({ call }) => {
      const id = `streaming-0-${randomUUID()}`;
      const connectUri = `wss://streaming.${call.region}/channels/${id}`;
      const expires = new Date(world.clock.now() + LIFE_MS).toISOString();
      const own = [...(channels.get(call.clientId) ?? []), { id, connectUri, expires }];
      channels.set(call.clientId, own.slice(-MAX_CHANNELS));
      return { id, connectUri, expires };
    },
  );
  typed.get(
    '/notifications/channels',
    { schema: { response: { 200: z.object({ entities: z.array(channelModel) }), ...ERRORS } } },
    async ({ call }) => ({ entities: channels.get(call.clientId) ?? [] }),
  );
}
