import { expect, it } from 'vitest';
import { writeSummary } from '../../../k6/lib/summary.ts';

it('takes a counter that k6 left out as zero', () => {
  const metrics = {
    api_calls: { values: { count: 600 } },
    'api_calls{target:0}': { values: { count: 300 } },
    'failed_api_calls{target:0}': { values: { count: 2 } },
    vus: { values: { max: 7 } },
    vus_max: { values: { max: 60 } },
    api_latency: { values: { med: 1, 'p(95)': 2, 'p(99)': 3, max: 4 } },
  };
  const { 'out.json': written = '' } = writeSummary({ metrics }, 'out.json', 2);
  expect(JSON.parse(written)).toEqual({
    apiCalls: 600,
    failedApiCalls: 0,
    perTarget: [
      [300, 2],
      [0, 0],
    ],
    vusReady: 60,
    vusBusy: 7,
    droppedIterations: 0,
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    maxMs: 4,
  });
});
