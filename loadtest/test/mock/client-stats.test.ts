import { expect, it } from 'vitest';
import { bookBetween, ledgerOfClient } from '../../src/mock/client-stats.ts';
import { ledger } from '../evidence.ts';

const book = (figures: Parameters<typeof ledger>[0], more = {}) => ({
  clients: { a: ledger(figures), ...more },
  totals: ledger(figures),
});

it('counts what came between two readings, and takes peaks as they are', () => {
  const idle = { idle: ledger({ tokenRequests: 1 }) };
  const before = book({ tokenRequests: 10, peakPerMinute: 7 }, idle);
  const after = book(
    { tokenRequests: 12, peakPerMinute: 8 },
    {
      ...idle,
      b: ledger({ apiCalls: 4, apiOk: 3 }),
    },
  );
  const { clients, totals } = bookBetween(before, after);
  expect(totals).toMatchObject({ tokenRequests: 2, peakPerMinute: 8 });
  expect(clients['a']).toMatchObject({ tokenRequests: 2 });
  expect(clients['b']).toMatchObject({ apiOk: 3 });
  expect(clients).not.toHaveProperty('idle');
});

it('says which client it does not know', () => {
  expect(() => ledgerOfClient(book({}), 'nobody')).toThrow('the ledger has no client nobody');
});
