import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import Fastify from 'fastify';

/** The same routes with nothing but Fastify: no checks, no limits, no ledger; the answers are ready-made. */
const app = Fastify();
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  (_request, body, done) => done(null, parse(String(body))),
);
app.post('/oauth/token', async () => ({
  access_token: randomBytes(64).toString('base64url'),
  token_type: 'bearer',
  expires_in: 86_400,
}));
const queues = JSON.parse(process.env['QUEUES'] ?? '{}');
const observations = JSON.parse(process.env['OBSERVATIONS'] ?? '{}');
app.get('/api/v2/routing/queues', async () => queues);
app.post('/api/v2/analytics/queues/observations/query', async () => observations);
await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` });
process.once('disconnect', () => process.exit());
process.on('message', () =>
  process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }),
);
