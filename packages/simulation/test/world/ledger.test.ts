import { expect, test } from 'vitest';
import { Ledger } from '../../src/world/ledger.ts';

test('a token is good until it expires or is revoked, and a stranger never', () => {
  const ledger = new Ledger();
  ledger.issue('one', 0, 1_000);
  expect([ledger.accepts('one', 999), ledger.accepts('one', 1_000)]).toEqual([true, false]);
  expect(ledger.accepts('two', 0)).toBe(false);
  ledger.revokeAll(500);
  expect(ledger.accepts('one', 501)).toBe(false);
});

test('a token is early while the one before is young, unless that was revoked', () => {
  const ledger = new Ledger();
  ledger.issue('one', 0, 1_000);
  ledger.issue('early', 399, 1_000);
  ledger.issue('in time', 799, 1_000);
  ledger.revokeAll(800);
  ledger.issue('after the revocation', 801, 1_000);
  expect(ledger.lives.map(({ isEarly }) => isEarly)).toEqual([false, true, false, false]);
  expect(ledger.duplicates).toBe(1);
});

test('requests that were on their way when silence was asked for are no disobedience', () => {
  const ledger = new Ledger();
  ledger.request(0, 'throttled');
  ledger.silence(1_000, 60_000);
  for (const at of [900, 1_000, 59_999, 60_000]) ledger.request(at, 'issued');
  expect(ledger.disobeyed).toBe(2);
});
