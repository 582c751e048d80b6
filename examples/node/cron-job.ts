// A job that starts every minute, on a host without Redis: the token waits for the next run in a private folder.
//   * * * * * GENESYSCLOUD_REGION=mypurecloud.ie … node cron-job.ts
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createApiClient } from '@onetoken/auth';
import { providerFromEnvironment } from '@onetoken/auth/environment';
import { fileStore } from '@onetoken/auth/file';

const directory = process.env['ONETOKEN_CACHE_DIR'] ?? join(homedir(), '.cache', 'onetoken');
await using provider = providerFromEnvironment({ store: fileStore({ directory }) });
await using genesys = createApiClient({ provider });

const { statusCode, body } = await genesys.request('/api/v2/routing/queues?pageSize=1');
const { total } = (await body.json()) as { total: number };
console.log(`HTTP ${statusCode}: ${total} queues`);
