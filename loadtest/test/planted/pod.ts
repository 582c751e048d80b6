/**
 * A pod with a fault planted in the part that an experiment guards: `node pod.ts --fault NAME`. It serves the routes of the
 * wallboard, reads its variables, and is what `--pod` of the lab runs. See faults.ts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { faults } from './faults.ts';

const { values } = parseArgs({ options: { fault: { type: 'string', default: 'none' } } });
const plant = faults[values.fault];
if (plant === undefined) throw new Error(`there is no fault "${values.fault}"`);

const variable = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};

const call = plant({
  endpoints: { login: variable('ONETOKEN_LOGIN_URL'), api: variable('ONETOKEN_API_URL') },
  clientId: variable('GENESYSCLOUD_OAUTHCLIENT_ID'),
  clientSecret: variable('GENESYSCLOUD_OAUTHCLIENT_SECRET'),
  redisUrl: variable('REDIS_URL'),
});

const query = '/api/v2/analytics/queues/observations/query';
const callApi = () => call(`${variable('ONETOKEN_API_URL')}${query}`).catch(() => 503);

let ready = process.env['LOADTEST_START'] === 'cold';
const server = createServer(async (request, response) => {
  if (request.url === '/readyz') response.statusCode = ready ? 200 : 503;
  else if (request.url === '/api/queues') response.statusCode = await callApi();
  response.end();
}).listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
  while (!ready) ready = (await callApi()) === 200;
});
process.once('SIGTERM', () => process.exit(0));
