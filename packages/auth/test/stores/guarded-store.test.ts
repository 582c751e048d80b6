import { beforeEach, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../src/errors/index.ts';
import { createEvents, type TokenEvent } from '../../src/ports/events.ts';
import type { CredentialStore } from '../../src/ports/store.ts';
import { type GuardedStore, guardStore, storeFailureOf } from '../../src/stores/guarded-store.ts';

let events: TokenEvent[];
let guarded: GuardedStore;

beforeEach(() => {
  events = [];
  const emitter = createEvents('scope', (event) => events.push(event));
  guarded = guardStore({} as CredentialStore, emitter);
});

const succeed = (operation: string) => guarded.attempt(operation, async () => 'answer');
const fail = (operation: string, error: Error = new StoreUnavailableError('timeout')) =>
  guarded.attempt(operation, () => Promise.reject(error));

test('an answer is handed on, and a failure is no answer', async () => {
  expect(await succeed('read')).toBe('answer');
  expect(await fail('read')).toBeUndefined();
});

test('is told of once when it goes, and once when it returns', async () => {
  await succeed('read');
  await fail('acquire');
  await fail('publish');
  await succeed('release');
  await succeed('read');
  expect(events).toEqual([
    { type: 'store-unavailable', scope: 'scope', operation: 'acquire', reason: 'timeout' },
    { type: 'store-available', scope: 'scope', operation: 'release' },
  ]);
});

test('of its errors only the kind is told', () => {
  expect(storeFailureOf(new StoreUnavailableError('timeout'))).toBe('timeout');
  expect(storeFailureOf(new Error('redis://user:visibly-fake@host'))).toBe('error');
});
