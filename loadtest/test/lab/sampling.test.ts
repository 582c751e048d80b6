import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sampleDuring } from '../../src/lab/sampling.ts';
import type { Sample } from '../../src/verdict/evidence.ts';
import { clientStats } from '../evidence.ts';

it('reads the ledger from the first moment until the work is done', async () => {
  let requests = 0;
  const seen: Sample[] = [];
  const { result, samples } = await sampleDuring(
    sleep(600, 'done'),
    async () => clientStats({ tokenRequests: ++requests }),
    (sample) => seen.push(sample),
  );
  expect(result).toBe('done');
  expect(samples[0]).toMatchObject({ tokenRequests: 1 });
  expect(seen).toEqual(samples);
});

it('passes a failure of the work on', async () => {
  const work = Promise.reject(new Error('k6 ended'));
  await expect(
    sampleDuring(
      work,
      async () => clientStats({}),
      () => {},
    ),
  ).rejects.toThrow('k6 ended');
});
