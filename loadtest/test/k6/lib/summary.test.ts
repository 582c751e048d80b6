import { expect, it } from 'vitest';
import { writeSummary } from '../../../k6/lib/summary.ts';

it('takes a counter that k6 left out as zero', () => {
  const metrics = {
    http_reqs: { values: { count: 600 } },
    http_req_duration: { values: { med: 1, 'p(95)': 2, 'p(99)': 3, max: 4 } },
  };
  const { 'out.json': written = '' } = writeSummary({ metrics }, 'out.json');
  expect(JSON.parse(written)).toEqual({
    apiCalls: 600,
    failedApiCalls: 0,
    droppedIterations: 0,
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    maxMs: 4,
  });
});
