import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COUNTER_NAMES } from '../../src/ledger/counters.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { PeakRate } from '../../src/ledger/rate.ts';
import { Ring } from '../../src/ledger/ring.ts';
import { ruleSetSchema, verify } from '../../src/ledger/verify.ts';

test('the ring keeps the last items in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, capacity) => {
      const ring = new Ring<number>(capacity);
      for (const item of items) ring.push(item);
      expect(ring.toArray()).toEqual(items.slice(-capacity));
    }),
  );
});

test('the peak is the most events in any span of the window', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 60 }), (gaps) => {
      const rate = new PeakRate(60);
      const times: number[] = [];
      for (const gap of gaps) {
        times.push((times.at(-1) ?? 0) + gap);
        rate.add(times.at(-1) ?? 0);
      }
      const inSpan = (end: number): number =>
        times.filter((time) => time > end - 60 && time <= end).length;
      expect(rate.peak).toBe(Math.max(0, ...times.map(inSpan)));
    }),
  );
});

test('thousands of made-up client ids are counted together, so memory is bounded', () => {
  const ledger = new Ledger({ capacity: 10, sliceMs: 1_000 });
  for (let i = 0; i < 5_000; i += 1) ledger.loginArrived(`made up ${i}`, i)();
  const { clients, totals } = ledger.stats();
  expect(Object.keys(clients).length).toBeLessThanOrEqual(1_001);
  expect(totals.tokenRequests).toBe(5_000);
  expect(clients['(unknown)']?.tokenRequests).toBe(4_000);
});

test('a token request that ends after a reset does not disturb the new figures', () => {
  const ledger = new Ledger({ capacity: 10, sliceMs: 1_000 });
  const left = ledger.loginArrived('a', 0);
  ledger.reset();
  left();
  ledger.loginArrived('a', 1);
  expect(ledger.stats().totals.peakConcurrent).toBe(1);
});

test('every figure has a maximum and a minimum rule, for all, for each, and for named clients', () => {
  const ledger = new Ledger({ capacity: 10, sliceMs: 1_000 });
  ledger.loginArrived('a', 0)();
  ledger.loginArrived('b', 0)();
  const rules = ruleSetSchema.parse({
    maxTokenRequests: 2,
    minApiCalls: 1,
    each: { maxTokenRequests: 0 },
    clients: { b: { minTokenRequests: 2 } },
  });
  expect(verify(ledger.stats(), rules).violations).toEqual([
    { rule: 'minApiCalls', limit: 1, actual: 0 },
    { rule: 'maxTokenRequests', limit: 0, actual: 1, client: 'a' },
    { rule: 'maxTokenRequests', limit: 0, actual: 1, client: 'b' },
    { rule: 'minTokenRequests', limit: 2, actual: 1, client: 'b' },
  ]);
  for (const name of COUNTER_NAMES) {
    const rule = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    expect(ruleSetSchema.safeParse({ [`max${rule}`]: 0, [`min${rule}`]: 0 }).success).toBe(true);
  }
});

test('a rule about a client that nobody knows is an error, not a rule that holds', () => {
  const stats = new Ledger({ capacity: 1, sliceMs: 1 }).stats(['a']);
  expect(() => verify(stats, { clients: { typo: { maxTokenRequests: 1 } } })).toThrow(/typo/);
});
