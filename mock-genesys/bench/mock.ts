import { startMockGenesys } from '../dist/index.js';

/** The mock with limiter and ledger on, its limits far above what a machine can send. */
const limit = 1_000_000;
const mock = await startMockGenesys({
  limits: { loginPerClient: limit, loginPerOrg: limit, apiPerToken: limit, apiPerClient: limit },
});
process.send?.({ url: mock.apiUrl });
process.once('disconnect', () => process.exit());
process.on('message', () =>
  process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }),
);
