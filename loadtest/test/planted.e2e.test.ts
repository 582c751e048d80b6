import { fileURLToPath } from 'node:url';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { labResult } from './lab-process.ts';

const pod = fileURLToPath(new URL('./planted/pod.ts', import.meta.url));

/** Pods with this fault planted in them. */
const planted = (fault: string) => ['--pod', `${process.execPath} ${pod} --fault ${fault}`];
/** Pods that get their token through another library, or ours. */
const client = (name: string) => ['--client', name];

/** Each experiment beside what must turn it red. */
const table: readonly (readonly [experiment: string, fault: string, pods: readonly string[]])[] = [
  ['token-per-call', 'pods that keep their token', client('onetoken')],
  ['token-per-pod', 'pods that ask before each call', client('none')],
  ['shared', 'a lease for all', planted('lease-for-all')],
  ['expiry', 'a token kept for ever', planted('never-looks-at-the-clock')],
  ['expiry', 'pods that renew for themselves', client('smithy')],
  ['revocation', 'a refused token used on', planted('keeps-a-refused-token')],
  ['revocation', 'a late 401 that costs the new token', planted('drops-any-token')],
  ['login-faults', 'a cool-down nobody hears of', planted('keeps-the-cooldown-to-itself')],
  ['redis-faults', 'no token outside Redis', planted('no-memory')],
  ['redis-faults', 'a token offered only once', planted('gives-up-its-lease')],
  ['stampede', 'a lease for all', planted('lease-for-all')],
  ['stampede', 'pods that do not wait for each other', client('bentocache')],
  ['tenants', 'one place for all clients', planted('one-place-for-all-clients')],
  ['rolling', 'knowledge that dies with the pod', planted('shares-nothing')],
];

/** Experiments whose pods share a token, as the planted pod does; the other two are shown to hold by the lab's own run. */
const shared = [...new Set(table.map(([name]) => name))].slice(2);

async function outcomeOf(experiment: string, pods: readonly string[]): Promise<unknown> {
  using dir = tempDir('planted-');
  const { experiments } = await labResult([experiment, ...pods], dir.path);
  return experiments[0]?.outcome;
}

const nightly = process.env['ONETOKEN_NIGHTLY'] === '1';

describe.runIf(nightly)('a fault planted in what an experiment guards', () => {
  it.each(table)('breaks %s: %s', { timeout: 300_000 }, async (experiment, _, pods) => {
    expect(await outcomeOf(experiment, pods)).toBe('failed');
  });

  it.each(shared)('is why: without it %s holds', { timeout: 300_000 }, async (experiment) => {
    expect(await outcomeOf(experiment, planted('none'))).toBe('passed');
  });
});
