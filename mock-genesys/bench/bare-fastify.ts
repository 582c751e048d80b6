import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import Fastify, { type FastifyReply } from 'fastify';
import { serveBench } from './child.ts';

/**
 * The same routes with nothing but Fastify: the same bodies and headers as the mock's, but no checks,
 * no limits and no journal; answers are ready-made values that are only turned into JSON.
 */
const app = Fastify();
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  (_request, body, done) => done(null, parse(String(body))),
);
const queues = JSON.parse(process.env['QUEUES'] ?? '{}');
const observations = JSON.parse(process.env['OBSERVATIONS'] ?? '{}');
app.addHook('onRequest', (_request, reply, done) => {
  reply.header('ININ-Correlation-Id', randomUUID());
  done();
});
app.post('/oauth/token', async (_request, reply) => {
  reply.header('Cache-Control', 'no-store');
  return {
    access_token: randomBytes(64).toString('base64url'),
    token_type: 'bearer',
    expires_in: 86_400,
  };
});
app.get('/api/v2/routing/queues', async (_request, reply) => {
  setStandardHeaders(reply);
  return queues;
});
app.post('/api/v2/analytics/queues/observations/query', async (_request, reply) => {
  setStandardHeaders(reply);
  return observations;
});
await app.listen({ host: '127.0.0.1', port: 0 });
serveBench(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);

function setStandardHeaders(reply: FastifyReply): void {
  reply.header('Strict-Transport-Security', 'max-age=600; includeSubDomains');
  reply.header('Cache-Control', 'no-cache, no-store, must-revalidate');
  reply.header('Pragma', 'no-cache');
  reply.header('Expires', '0');
}
