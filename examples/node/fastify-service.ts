// A service that calls Genesys Cloud for each request. However many copies run, the fleet requests one token.
//   GENESYSCLOUD_REGION=mypurecloud.ie REDIS_URL=redis://… node fastify-service.ts
import { authInterceptor, createTokenProvider, memoryStore } from '@onetoken/auth';
import { redisStore } from '@onetoken/auth/redis';
import Fastify from 'fastify';
import { Agent } from 'undici';
import { place } from './place.ts';

const { REDIS_URL: url, GENESYSCLOUD_OAUTHCLIENT_ID: clientId = '' } = process.env;

const provider = createTokenProvider({
  ...place,
  clientId,
  clientSecret: () => process.env['GENESYSCLOUD_OAUTHCLIENT_SECRET'] ?? '',
  store: url ? redisStore({ url }) : memoryStore(),
});
const genesys = new Agent().compose(authInterceptor(provider));

const app = Fastify();
app.get('/queues', async (_request, reply) => {
  const { statusCode, body } = await genesys.request({
    origin: provider.endpoints.api,
    path: '/api/v2/routing/queues?pageSize=100',
    method: 'GET',
  });
  return reply.code(statusCode).type('application/json').send(body);
});
app.addHook('onClose', () => provider.close());

const address = await app.listen({ port: Number(process.env['PORT'] ?? 3000) });
console.log(JSON.stringify({ ready: true, url: address }));
process.once('SIGTERM', () => void app.close());
