// A pod for fleet.e2e.test.ts: the built package in a process of its own, told what to do over IPC.
import { createApiClient, createTokenProvider, OnetokenError } from '@onetoken/auth';
import { redisStore } from '@onetoken/auth/redis';
import type { PodOrder, PodReport, PodSettings } from './pod.ts';

const settings = JSON.parse(process.env['POD'] ?? '{}') as PodSettings;
const provider = createTokenProvider({
  endpoints: { login: settings.genesysUrl, api: settings.genesysUrl },
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  store: redisStore({
    url: settings.redisUrl,
    operationMs: settings.operationMs,
    connectMs: settings.connectMs,
  }),
  leaseMs: settings.leaseMs,
  grantDeadlineMs: settings.leaseMs - 500,
});
const client = createApiClient({ provider });

async function callApi(): Promise<string> {
  const { statusCode, body } = await client.request('/api/v2/tokens/me');
  await body.dump();
  return statusCode === 200 ? 'ok' : `HTTP ${statusCode}`;
}

async function attempt(order: PodOrder): Promise<string> {
  try {
    if (order.kind === 'call') return await callApi();
    await provider.getAccessToken();
    return 'ok';
  } catch (error) {
    return error instanceof OnetokenError ? error.code : String(error);
  }
}

process.on('message', async (order: PodOrder) => {
  const outcomes = await Promise.all(Array.from({ length: order.times }, () => attempt(order)));
  const report: PodReport = { ok: 0, failures: {}, token: provider.peek() };
  for (const outcome of outcomes) {
    if (outcome === 'ok') report.ok += 1;
    else report.failures[outcome] = (report.failures[outcome] ?? 0) + 1;
  }
  process.send?.(report);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
