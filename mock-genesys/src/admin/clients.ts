import { z } from 'zod';
import { type Client, clientSchema } from '../clients/client.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { rotateSecret } from '../state/rotate-secret.ts';
import type { World } from '../state/world.ts';

const ofClient = z.object({ id: z.string() });

export function clientRoutes(world: World, app: TypedApp): void {
  app.get('/__admin/clients', async () => ({ clients: world.clients.list().map(withoutSecret) }));
  app.put(
    '/__admin/clients',
    { schema: { body: z.strictObject({ clients: z.array(clientSchema) }) } },
    async ({ body }) => {
      world.clients.replace(body.clients);
      return { clients: world.clients.list().map(withoutSecret) };
    },
  );
  app.put(
    '/__admin/clients/:id',
    { schema: { params: ofClient, body: clientSchema.omit({ id: true }) } },
    async ({ params, body }) => withoutSecret(world.clients.put({ ...body, id: params.id })),
  );
  app.post(
    '/__admin/clients/:id/rotate-secret',
    { schema: { params: ofClient } },
    async ({ params }, reply) => {
      const client = rotateSecret(world, params.id);
      if (!client) return reply.status(404).send({ status: 'no such client' });
      return reply.send({ id: client.id, secret: client.secret });
    },
  );
  app.delete(
    '/__admin/clients/:id',
    { schema: { params: ofClient } },
    async ({ params }, reply) => {
      const existed = world.clients.delete(params.id);
      return reply
        .status(existed ? 200 : 404)
        .send({ status: existed ? 'deleted' : 'no such client' });
    },
  );
}

function withoutSecret({ secret: _, ...rest }: Client): Omit<Client, 'secret'> {
  return rest;
}
