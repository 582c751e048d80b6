import { expect, test } from 'vitest';
import { TokenJournal } from '../../src/world/journal.ts';

test('a token is good until it expires or is revoked, and a stranger never', () => {
  const journal = new TokenJournal();
  journal.issue('one', 0, 1_000);
  expect([journal.accepts('one', 999), journal.accepts('one', 1_000)]).toEqual([true, false]);
  expect(journal.accepts('two', 0)).toBe(false);
  journal.revokeAll(500);
  expect(journal.accepts('one', 501)).toBe(false);
});

test('a token is early while the one before is young, unless that was revoked', () => {
  const journal = new TokenJournal();
  journal.issue('one', 0, 1_000);
  journal.issue('early', 399, 1_000);
  journal.issue('in time', 799, 1_000);
  journal.revokeAll(800);
  journal.issue('after the revocation', 801, 1_000);
  expect(journal.lives.map(({ isEarly }) => isEarly)).toEqual([false, true, false, false]);
  expect(journal.duplicates).toBe(1);
});

test('requests that were on their way when silence was asked for are no disobedience', () => {
  const journal = new TokenJournal();
  journal.request(0, 'throttled');
  journal.silence(1_000, 60_000);
  for (const at of [900, 1_000, 59_999, 60_000]) journal.request(at, 'issued');
  expect(journal.disobeyed).toBe(2);
});
