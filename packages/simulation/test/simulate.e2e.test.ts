import { type CredentialStore, memoryStore, type TokenStore } from '@onetoken/auth';
import { expect, test, vi } from 'vitest';
import { faultNames, usualFaults } from '../src/faults/index.ts';
import { simulate } from '../src/simulate.ts';
import type { Plant } from '../src/world/world.ts';
import { settings } from './settings.ts';

// Far more than a busy machine needs for any of them.
vi.setConfig({ testTimeout: 60_000 });

const broken = async (...run: Parameters<typeof simulate>) => {
  const { verdict } = await simulate(...run);
  return verdict.checks.filter(({ passed }) => !passed).map(({ figure }) => figure);
};

test('the same seed gives the same run, byte by byte, and another one another', async () => {
  const run = async (seed: number) =>
    JSON.stringify(
      await simulate(settings({ scenario: 'day', seed, lifeS: 1_800, faults: usualFaults })),
    );
  const first = await run(1);
  expect(await run(1)).toBe(first);
  expect(await run(2)).not.toBe(first.replace('"seed":1', '"seed":2'));
});

test('a cold stampede of 50 processes with 20 calls each makes one token request', async () => {
  const { figures, verdict } = await simulate(
    settings({ scenario: 'stampede', pods: 50, hours: 1 }),
  );
  expect(figures).toMatchObject({ tokenRequests: 1, failedCalls: 0, earlyDuplicates: 0 });
  expect(figures.calls).toBeGreaterThan(1_000);
  expect(verdict.outcome).toBe('passed');
});

test('a day with a deploy, autoscaling and programs at night costs no token request of its own', async () => {
  const { figures, samples, verdict } = await simulate(
    settings({ scenario: 'day', pods: 10, hours: 24 }),
  );
  expect(figures.tokenRequests).toBeLessThanOrEqual(3);
  expect(figures.processesStarted).toBeGreaterThan(20);
  const counts = samples.map(({ pods }) => pods);
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 10]);
  expect(verdict.outcome).toBe('passed');
});

test.each(faultNames)('the fleet bears the fault %s', async (name) => {
  const { verdict, faults } = await simulate(settings({ faults: [name], lifeS: 3_600 }));
  expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([]);
  expect(verdict.outcome).toBe('passed');
  expect(faults.map((fault) => fault.name)).toEqual([name]);
});

test('the silence that a throttling login asked for is over before the next fault strikes', async () => {
  // With lives so short the fleet is served by its old token all the while.
  const faults = ['crash', 'redis-down', 'redis-hangs', 'login-down', 'throttled'] as const;
  const run = settings({ pods: 40, hours: 6, lifeS: 300, seed: 24, faults });
  expect(await broken(run)).toEqual([]);
});

test('a fault that finds no time makes the run inconclusive, not passed', async () => {
  const short = settings({ faults: ['deploy', 'clock-skew'], hours: 0.1 });
  const { verdict, faults } = await simulate(short);
  expect(faults.length).toBeLessThan(2);
  expect(verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(verdict.invalidReasons[0]).toMatch(/did not happen in this time/);
});

// Planted bugs: the verdict has to see each of them.

/** The store with one operation of its own. */
const with_ =
  (change: (part: CredentialStore) => Partial<CredentialStore>) => (store: TokenStore) => ({
    open: (scope: string) => {
      const part = store.open(scope);
      return { ...part, ...change(part) };
    },
  });

test('without the lease the stampede is red', async () => {
  let generation = 0;
  const plant = with_(() => ({
    acquire: async () => {
      generation += 1;
      return { kind: 'granted', generation };
    },
  }));
  const stampede = settings({ scenario: 'stampede', pods: 50, hours: 0.01 });
  expect(await broken(stampede, { plant })).toContain('token requests in the worst minute');
});

test('without the fleet-wide cool-down a throttled login is asked before its time', async () => {
  const plant = with_((part) => ({
    note: async () => undefined,
    read: async (query) => ({ ...(await part.read(query)), notes: [] }),
  }));
  const throttled = settings({ faults: ['throttled'], pods: 20, lifeS: 3_600 });
  expect(await broken(throttled, { plant })).toContain('token requests during a cool-down');
});

test('without sharing, a crash costs a token request for each process that starts anew', async () => {
  const plant: Plant = (_, clock) => memoryStore({ clock });
  const crash = settings({ faults: ['crash'], pods: 20, hours: 0.2 });
  expect(await broken(crash, { plant })).toContain('crash: token requests');
});

test('a token that is not dropped when it is revoked fails calls', async () => {
  const plant = with_(() => ({ invalidate: async () => 'paused' as const }));
  const revocation = settings({ faults: ['revocation'], hours: 0.5 });
  expect(await broken(revocation, { plant })).toContain('failed API calls');
});
