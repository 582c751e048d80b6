import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import Fastify from 'fastify';
import { serveBench } from './child.ts';

/**
 * The same routes with nothing but Fastify: no checks, no limits, no ledger, no headers; answers are
 * ready-made values that are only turned into JSON.
 */
const app = Fastify();
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  (_request, body, done) => done(null, parse(String(body))),
);
const queues = JSON.parse(process.env['QUEUES'] ?? '{}');
const observations = JSON.parse(process.env['OBSERVATIONS'] ?? '{}');
app.post('/oauth/token', async () => ({
  access_token: randomBytes(64).toString('base64url'),
  token_type: 'bearer',
  expires_in: 86_400,
}));
app.get('/api/v2/routing/queues', async () => queues);
app.post('/api/v2/analytics/queues/observations/query', async () => observations);
await app.listen({ host: '127.0.0.1', port: 0 });
serveBench(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
