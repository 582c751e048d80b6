import { fileURLToPath } from 'node:url';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { labResult } from './lab-process.ts';

/** Each experiment beside the fault that must turn it red: a pod of another make, or one with a fault planted in it. */
const table: readonly (readonly [experiment: string, pods: readonly string[]])[] = [
  ['baseline', ['--client', 'onetoken']],
  ['in-process', ['--client', 'none']],
  ['shared', planted('lease-for-all')],
  ['expiry', planted('never-looks-at-the-clock')],
  ['expiry', ['--client', 'smithy']],
  ['revocation', planted('keeps-a-refused-token')],
  ['revocation', planted('drops-any-token')],
  ['login-faults', planted('keeps-the-cooldown-to-itself')],
  ['redis-faults', planted('no-memory')],
  ['stampede', planted('lease-for-all')],
  ['stampede', ['--client', 'bentocache']],
  ['tenants', planted('one-place-for-all-clients')],
  ['rolling', planted('shares-nothing')],
];

function planted(fault: string): readonly string[] {
  const pod = fileURLToPath(new URL('./planted/pod.ts', import.meta.url));
  return ['--pod', `${process.execPath} ${pod} --fault ${fault}`];
}

async function outcomeOf(experiment: string, pods: readonly string[]): Promise<unknown> {
  using dir = tempDir('planted-');
  const { experiments } = await labResult([experiment, ...pods], dir.path);
  return experiments[0]?.outcome;
}

/** Experiments whose pods share a token, as the planted pod does; the other two are shown to hold by the lab's own run. */
const shared = [...new Set(table.map(([name]) => name))].slice(2);

const nightly = process.env['ONETOKEN_NIGHTLY'] === '1';

describe.runIf(nightly)('a fault planted in what an experiment guards', () => {
  it.each(table)('%s turns red with %j', { timeout: 300_000 }, async (experiment, pods) => {
    expect(await outcomeOf(experiment, pods)).toBe('broken');
  });

  it.each(shared)(
    '%s holds with the same pod without the fault',
    { timeout: 300_000 },
    async (experiment) => {
      expect(await outcomeOf(experiment, planted('none'))).toBe('held');
    },
  );
});
