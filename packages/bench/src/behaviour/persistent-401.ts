import type { PeerClient, PeerSettings } from '../peers/peer.ts';
import { ask } from '../process/ask.ts';
import { type Behaviour, verdict } from './behaviour.ts';

const CALLS = 20;

export const persistent401: Behaviour = {
  id: 'persistent-401',
  title: 'API that always says 401',
  rule: `${CALLS} calls: each ends, with at most 2 API requests, and at most 2 token requests in all.`,
  deadlineMs: 45_000,
  login: { api: '401' },
  async run(scene) {
    const client = await scene.open();
    const call = client.call ?? ((path: string) => callAndRetryOnce(client, scene.settings, path));
    for (let i = 0; i < CALLS; i += 1) await call('/api/v2/ok').catch(() => undefined);
    const { posts, apiCalls } = await ask('counts');
    const passed = posts >= 1 && posts <= 2 && apiCalls >= CALLS && apiCalls <= 2 * CALLS;
    return verdict(passed, `${posts} token requests, ${apiCalls} API requests`);
  },
};

/** What a service writes around a contestant without a client. */
async function callAndRetryOnce(
  client: PeerClient,
  settings: PeerSettings,
  path: string,
): Promise<number> {
  const token = await client.accessToken();
  const status = await get(settings, path, token);
  if (status !== 401 || client.refused === undefined) return status;
  return get(settings, path, await client.refused(token));
}

async function get(settings: PeerSettings, path: string, token: string): Promise<number> {
  const { request } = await import('undici');
  const headers = { authorization: `Bearer ${token}` };
  const { statusCode, body } = await request(`${settings.api}${path}`, { headers });
  await body.dump();
  return statusCode;
}
