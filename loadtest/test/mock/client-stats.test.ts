import { expect, it } from 'vitest';
import { statsBetween } from '../../src/mock/client-stats.ts';
import { clientStats } from '../evidence.ts';

const stats = (figures: Parameters<typeof clientStats>[0], more = {}) => ({
  clients: { a: clientStats(figures), ...more },
  totals: clientStats(figures),
});

it('counts what came between two readings, and takes peaks as they are', () => {
  const idle = { idle: clientStats({ tokenRequests: 1 }) };
  const before = stats({ tokenRequests: 10, peakPerMinute: 7 }, idle);
  const after = stats(
    { tokenRequests: 12, peakPerMinute: 8 },
    {
      ...idle,
      b: clientStats({ apiCalls: 4, apiOk: 3 }),
    },
  );
  const { clients, totals } = statsBetween(before, after);
  expect(totals).toMatchObject({ tokenRequests: 2, peakPerMinute: 8 });
  expect(clients['a']).toMatchObject({ tokenRequests: 2 });
  expect(clients['b']).toMatchObject({ apiOk: 3 });
  expect(clients).not.toHaveProperty('idle');
});
