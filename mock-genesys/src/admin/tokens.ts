import { z } from 'zod';
import type { TypedApp } from '../http/typed-app.ts';
import type { World } from '../state/world.ts';

const filter = z
  .strictObject({ clientId: z.string().optional(), accessToken: z.string().optional() })
  .refine(({ clientId, accessToken }) => (clientId === undefined) !== (accessToken === undefined), {
    message: 'give either clientId or accessToken',
  });

export function tokenRoutes(world: World, app: TypedApp): void {
  app.post('/__admin/tokens/revoke', { schema: { body: filter } }, async ({ body }) => ({
    revoked: world.tokens.revoke(definedOf(body), world.clock.now()),
  }));
}

function definedOf(body: z.output<typeof filter>): { clientId?: string; accessToken?: string } {
  if (body.clientId !== undefined) return { clientId: body.clientId };
  return { accessToken: body.accessToken ?? '' };
}
