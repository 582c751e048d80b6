// A job that runs every minute, on a host without Redis. A private folder keeps the token for the next run.
//   * * * * * GENESYSCLOUD_REGION=mypurecloud.ie … node cron-job.ts
import { homedir } from 'node:os';
import { join } from 'node:path';
import { authInterceptor, createTokenProvider } from '@onetoken/auth';
import { fileStore } from '@onetoken/auth/file';
import { Agent } from 'undici';
import { place } from './place.ts';

await using provider = createTokenProvider({
  ...place,
  clientId: process.env['GENESYSCLOUD_OAUTHCLIENT_ID'] ?? '',
  clientSecret: () => process.env['GENESYSCLOUD_OAUTHCLIENT_SECRET'] ?? '',
  store: fileStore({
    directory: process.env['ONETOKEN_CACHE_DIR'] ?? join(homedir(), '.cache', 'onetoken'),
  }),
});

const connections = new Agent();
const { statusCode, body } = await connections.compose(authInterceptor(provider)).request({
  origin: provider.endpoints.api,
  path: '/api/v2/routing/queues?pageSize=1',
  method: 'GET',
});
const { total } = (await body.json()) as { total: number };
console.log(`HTTP ${statusCode}: ${total} queues`);
await connections.close();
