// A process with tokens that live one second, for freeze.e2e.test.ts. Calls as often as it is told to.
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createTokenProvider } from '../src/provider/token-provider.ts';

const LIFE_S = 1;
const CALLS_PER_TURN = Number(process.argv[3]);
const issuedAt = new Map<string, number>();

const provider = createTokenProvider({
  region: 'mypurecloud.ie',
  clientId: 'visibly-fake-id',
  clientSecret: 'visibly-fake-secret',
  send: async () => {
    const access_token = `visibly-fake-${issuedAt.size}`;
    issuedAt.set(access_token, performance.now());
    const body = JSON.stringify({ access_token, token_type: 'bearer', expires_in: LIFE_S });
    return { status: 200, headers: {}, body };
  },
});

const report = { calls: 0, expired: 0, gapMs: 0 };
let last = performance.now();

async function call(): Promise<void> {
  const before = performance.now();
  const token = provider.peek() ?? (await provider.getAccessToken());
  report.gapMs = Math.max(report.gapMs, before - last);
  last = performance.now();
  report.calls += 1;
  // Judged by the time before the call: a stop during it is nobody's fault.
  if (before - (issuedAt.get(token) ?? 0) > LIFE_S * 1_000) report.expired += 1;
}

process.on('message', () => process.send?.(report));
await call();
process.send?.('ready');
for (;;) {
  for (let time = 0; time < CALLS_PER_TURN; time += 1) await call();
  await (process.argv[2] === 'busy' ? nextTurn() : sleep(5));
}
