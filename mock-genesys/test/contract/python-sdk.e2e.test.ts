import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type MockGenesys, startMockGenesys } from '../../src/index.ts';
import { CLIENT } from '../callers.ts';

/**
 * Nightly: `ONETOKEN_NIGHTLY=1` turns these on, and a missing SDK is then an error. `ONETOKEN_PYTHON`
 * names the interpreter of a virtual environment with `pip install PureCloudPlatformClientV2`.
 */
const nightly = process.env['ONETOKEN_NIGHTLY'] === '1';
const python = process.env['ONETOKEN_PYTHON'] ?? 'python3';
const script = fileURLToPath(new URL('python_client.py', import.meta.url));

function requireSdk(): void {
  const { status } = spawnSync(python, ['-c', 'import PureCloudPlatformClientV2']);
  if (status === 0) return;
  throw new Error(
    `${python} has no PureCloudPlatformClientV2: make a virtual environment, pip install it there, and name its python in ONETOKEN_PYTHON`,
  );
}

/** Runs the script; `between` acts on the mock after the SDK's good calls and before its bad ones. */
async function runSdk(mock: MockGenesys, between: () => void): Promise<unknown[]> {
  const child = spawn(python, [script, CLIENT.id, mock.apiUrl], {
    env: { ...process.env, CLIENT_SECRET: CLIENT.secret },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line));
    if (lines.length === 1) {
      between();
      child.stdin.end('\n');
    }
  }
  return lines;
}

describe.skipIf(!nightly)('the official Python SDK (nightly)', () => {
  test('logs in, lists users and queues, observes queues, and meets a 401', async () => {
    requireSdk();
    await using mock = await startMockGenesys({ clients: [CLIENT] });
    const met = await runSdk(mock, () => mock.revoke({ clientId: CLIENT.id }));
    expect(met).toEqual([
      { users: 5, queues: 12, observed: 'oWaiting' },
      { status: 401, code: 'bad.credentials' },
    ]);
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 3, api401: 1 });
  });

  test('meets a 429, and retries it by itself as often as Retry-After asks for', async () => {
    requireSdk();
    await using mock = await startMockGenesys({
      clients: [CLIENT],
      limits: { apiPerToken: { limit: 3, windowMs: 1_000 } },
    });
    const met = await runSdk(mock, () => undefined);
    expect(met).toEqual([{ users: 5, queues: 12, observed: 'oWaiting' }, null]);
    expect(mock.stats().totals.api429).toBeGreaterThan(0);
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });
});
