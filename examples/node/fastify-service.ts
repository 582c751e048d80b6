// A service that calls Genesys Cloud for each request. However many copies run, the fleet requests one token.
//   GENESYSCLOUD_REGION=mypurecloud.ie REDIS_URL=redis://… node fastify-service.ts
import { createApiClient } from '@onetoken/auth';
import { providerFromEnvironment } from '@onetoken/auth/environment';
import Fastify from 'fastify';

const provider = providerFromEnvironment();
const genesys = createApiClient({ provider });

const app = Fastify();
app.get('/queues', async (_request, reply) => {
  const { statusCode, body } = await genesys.request('/api/v2/routing/queues?pageSize=100');
  return reply.code(statusCode).type('application/json').send(body);
});
app.addHook('onClose', async () => {
  await genesys.close();
  await provider.close();
});

const address = await app.listen({ port: Number(process.env['PORT'] ?? 3000) });
console.log(JSON.stringify({ ready: true, url: address }));
process.once('SIGTERM', () => void app.close());
