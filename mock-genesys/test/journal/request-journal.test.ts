import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startMockGenesys } from '../../src/index.ts';
import { STAT_NAMES } from '../../src/journal/client-stats.ts';
import { CorrelationIds } from '../../src/journal/correlation-ids.ts';
import { PeakRate } from '../../src/journal/rate.ts';
import { RequestJournal } from '../../src/journal/request-journal.ts';
import { Ring } from '../../src/journal/ring.ts';
import { Timeline } from '../../src/journal/timeline.ts';
import { ruleSetSchema, verify } from '../../src/journal/verify.ts';
import { CLIENT, requestToken } from '../callers.ts';

test('the ring keeps the last items in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, capacity) => {
      const ring = new Ring(capacity, () => ({ item: 0 }));
      for (const item of items) ring.claim().item = item;
      expect(ring.toArray().map(({ item }) => item)).toEqual(items.slice(-capacity));
    }),
  );
});

test('the ring makes no more slots than it has room for', () => {
  let made = 0;
  const ring = new Ring(10, () => {
    made += 1;
    return {};
  });
  for (let i = 0; i < 1_000; i += 1) ring.claim();
  expect(made).toBe(10);
});

test('entries that were read stay as they were while the journal goes on', () => {
  const correlationIds = new CorrelationIds();
  const journal = new RequestJournal({ capacity: 2, sliceMs: 1_000, correlationIds });
  const request = (path: string): Parameters<RequestJournal['record']>[0] => ({
    at: 1,
    surface: 'api',
    method: 'GET',
    path,
    region: 'mypurecloud.com',
    clientId: 'a',
    accessToken: undefined,
    status: 200,
    outcome: 'ok',
    reason: undefined,
    faults: [],
    tookMs: 0,
    number: correlationIds.next(),
    userAgent: undefined,
  });
  const first = request('/first');
  journal.record(first);
  const [read] = journal.entries();
  for (const path of ['/second', '/third']) journal.record(request(path));
  const { accessToken: _, number, ...kept } = first;
  const correlationId = correlationIds.idOf(number);
  expect(read).toEqual({ ...kept, seq: 1, token: undefined, correlationId });
  expect(journal.entries().map(({ path }) => path)).toEqual(['/second', '/third']);
});

test('the id of a request is a UUID of its own, also beside another mock', () => {
  const [ids, others] = [new CorrelationIds(), new CorrelationIds()];
  const made = [ids, others].flatMap((one) =>
    Array.from({ length: 20 }, () => one.idOf(one.next())),
  );
  expect(new Set(made).size).toBe(40);
  expect(made.every((id) => z.uuid().safeParse(id).success)).toBe(true);
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
  const journal = new RequestJournal({ capacity: 10, sliceMs: 1_000 });
  for (let i = 0; i < 5_000; i += 1) journal.loginArrived(`made up ${i}`, i)();
  const { clients, totals } = journal.stats();
  expect(Object.keys(clients).length).toBeLessThanOrEqual(1_001);
  expect(totals.tokenRequests).toBe(5_000);
  expect(clients['(unknown)']?.tokenRequests).toBe(4_000);
});

test('a token request that ends after a reset does not disturb the new figures', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const id = mock.addFault({ action: { kind: 'hold' } });
  const held = requestToken(mock);
  await expect.poll(() => mock.stats().totals.tokenRequests).toBe(1);
  mock.reset();
  expect(id).toBe('fault-1');
  expect((await held).status).toBe(200);
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 0, tokensIssued: 0 });
  await requestToken(mock);
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, peakConcurrent: 1 });
  expect(mock.requests()).toMatchObject([{ seq: 1 }]);
});

test('every figure has a maximum and a minimum rule, for all, for each, and for named clients', () => {
  const journal = new RequestJournal({ capacity: 10, sliceMs: 1_000 });
  journal.loginArrived('a', 0)();
  journal.loginArrived('b', 0)();
  const rules = ruleSetSchema.parse({
    maxTokenRequests: 2,
    minApiCalls: 1,
    each: { maxTokenRequests: 0 },
    clients: { b: { minTokenRequests: 2 } },
  });
  expect(verify(journal.stats(), rules).violations).toEqual([
    { rule: 'minApiCalls', limit: 1, actual: 0 },
    { rule: 'maxTokenRequests', limit: 0, actual: 1, client: 'a' },
    { rule: 'maxTokenRequests', limit: 0, actual: 1, client: 'b' },
    { rule: 'minTokenRequests', limit: 2, actual: 1, client: 'b' },
  ]);
  for (const name of STAT_NAMES) {
    const rule = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    expect(ruleSetSchema.safeParse({ [`max${rule}`]: 0, [`min${rule}`]: 0 }).success).toBe(true);
  }
});

test('a rule about a client that nobody knows is an error, not a rule that holds', () => {
  const stats = new RequestJournal({ capacity: 1, sliceMs: 1 }).stats(['a']);
  expect(() => verify(stats, { clients: { typo: { maxTokenRequests: 1 } } })).toThrow(/typo/);
});

test('configured clients are counted one by one, also after any number of made-up ids', () => {
  const isConfigured = (id: string): boolean => id.startsWith('real');
  const journal = new RequestJournal({ capacity: 10, sliceMs: 1_000, isConfigured });
  for (let i = 0; i < 1_500; i += 1) journal.loginArrived(`made up ${i}`, i)();
  for (let i = 0; i < 1_500; i += 1) journal.loginArrived(`real ${i}`, i)();
  const result = verify(journal.stats(['real 1499']), {
    clients: { 'real 1499': { maxTokenRequests: 0 } },
  });
  expect(result.passed).toBe(false);
});

test('a clock that was set back disturbs neither peak nor timeline', () => {
  const rate = new PeakRate(60);
  for (const now of [1_000, 1_001, 10, 80, 150]) rate.add(now);
  expect([rate.peak, rate.current(150)]).toEqual([2, 1]);
  const timeline = new Timeline(1_000);
  for (const now of [86_400_000, 86_399_999, 5_000]) timeline.add(now, 'apiCalls');
  expect(timeline.toArray()).toMatchObject([
    { at: 86_400_000, apiCalls: 2 },
    { at: 5_000, apiCalls: 1 },
  ]);
});

test.each([{}, { each: {} }, { clients: { a: {} } }, { maxThrottled: undefined }])(
  'a set without a rule is an error and does not hold: %o',
  (rules) => {
    const stats = new RequestJournal({ capacity: 1, sliceMs: 1 }).stats(['a']);
    expect(() => verify(stats, rules)).toThrow(/no rule/);
  },
);

test('a client named as something that every object has is unknown, too', () => {
  const stats = new RequestJournal({ capacity: 1, sliceMs: 1 }).stats(['a']);
  expect(() => verify(stats, { clients: { toString: { maxTokenRequests: 1 } } })).toThrow(
    RangeError,
  );
});
