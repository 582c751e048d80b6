import { randomBytes } from 'node:crypto';
import type { DemoOptions } from './demo-options.ts';
import type { Fleet } from './fleets/fleet.ts';
import { newClient, startMock } from './fleets/mock.ts';
import { requireBuilt } from './fleets/paths.ts';
import { startPod, untilReady } from './fleets/pod.ts';
import { openSharedCache } from './fleets/redis.ts';

/** Often enough to see the page move. */
const boardPollMs = 2_000;

/** Where to look at a fleet that runs. */
export interface Served {
  /** The live page of each pod. */
  readonly pages: readonly string[];
  /** The mock's own page: what the fleet does to the login. */
  readonly mock: string;
}

/** Starts mock, cache and pods that share a token, and leaves them running until the fleet is closed. */
export async function serveFleet(
  fleet: Fleet,
  { pods, throttleForm }: Pick<DemoOptions, 'pods' | 'throttleForm'>,
): Promise<Served> {
  await requireBuilt(['mock', 'wallboard']);
  const cache = await openSharedCache(fleet, process.env['REDIS_URL'] || undefined);
  const mock = await startMock(fleet, { throttleForm });
  const client = newClient('demo-serve', randomBytes(6).toString('hex'));
  await mock.admin.reset([client]);
  const same = { tokenCache: 'shared', mock, client, redisUrl: cache.url, boardPollMs } as const;
  const names = Array.from({ length: pods }, (_, index) => `pod ${index + 1}`);
  const running = await Promise.all(
    names.map((name) => startPod(fleet, { name, redisPrefix: cache.prefix, ...same })),
  );
  for (const pod of running) await untilReady(pod);
  return { pages: running.map(({ url }) => url), mock: mock.admin.pageUrl };
}

/** What the terminal shows while the fleet runs. */
export function servedText({ pages, mock }: Served): string {
  const lines = pages.map((url, index) => `  pod ${index + 1}   ${url}`);
  return [
    'The fleet is running. One pod reads the queues, all pods show them live:',
    ...lines,
    'Their token requests, counted by the mock:',
    `  mock    ${mock}`,
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}
