import { writeFileSync } from 'node:fs';
import { tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { readCalls } from '../../src/lab/calls.ts';

const header = 'metric_name,timestamp,metric_value,status,extra_tags,metadata';

function csv(...rows: string[]) {
  const dir = tempDir('calls-');
  const file = `${dir.path}/calls.csv`;
  writeFileSync(file, [header, ...rows, ''].join('\n'));
  return { file, [Symbol.dispose]: () => dir[Symbol.dispose]() };
}

it('sums the calls of each second up, failed ones included', async () => {
  using written = csv(
    'api_calls,1000100,1.000000,200,target=0,',
    'api_latency,1000100,4.000000,200,target=0,',
    'api_latency,1000900,8.000000,503,target=1,',
    'api_latency,1002000,6.000000,0,target=0,',
  );
  expect(await readCalls(written.file, 1_000_000)).toEqual([
    { second: 0, calls: 2, failed: 1, p50Ms: 4, p95Ms: 8, p99Ms: 8 },
    { second: 2, calls: 1, failed: 1, p50Ms: 6, p95Ms: 6, p99Ms: 6 },
  ]);
});

it('refuses columns that it would misread', async () => {
  using dir = tempDir('calls-');
  writeFileSync(`${dir.path}/x.csv`, 'metric_name,timestamp,metric_value,check\n');
  await expect(readCalls(`${dir.path}/x.csv`, 0)).rejects.toThrow('other columns than expected');
});
