import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../state/world.ts';

const filter = z
  .strictObject({ clientId: z.string().optional(), accessToken: z.string().optional() })
  .refine(({ clientId, accessToken }) => (clientId === undefined) !== (accessToken === undefined), {
    message: 'give either clientId or accessToken',
  });

export function tokenRoutes(world: World, app: FastifyInstance): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post('/__admin/tokens/revoke', { schema: { body: filter } }, async ({ body }) => ({
      revoked: world.tokens.revoke(definedOf(body), world.clock.now()),
    }));
}

function definedOf(body: z.output<typeof filter>): { clientId?: string; accessToken?: string } {
  if (body.clientId !== undefined) return { clientId: body.clientId };
  return { accessToken: body.accessToken ?? '' };
}
