import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialStore } from '../../src/ports/store.ts';
import type { StoreUnderTest } from './store-contract.ts';

const LONG_MS = 60_000;
let scopes = 0;

/**
 * What the provider relies on beyond `storeContract` where processes share a place: races over many
 * connections, and names and texts of any kind.
 */
export function sharedPlaceContract(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name} is shared by many`, () => {
    let under: StoreUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(async () => under[Symbol.asyncDispose]());
    sharedPlaceTests(() => under);
  });
}

function sharedPlaceTests(place: () => StoreUnderTest): void {
  /** Parts of so many processes, for a credential that no other test uses. */
  function openParts(count: number) {
    scopes += 1;
    const scope = `visibly-fake-scope-${scopes}`;
    const parts = Array.from({ length: count }, () => place().newStore().open(scope));
    const dispose = async (): Promise<void> => {
      await Promise.all(parts.map((part) => part.close()));
    };
    return { parts, first: parts[0] as CredentialStore, [Symbol.asyncDispose]: dispose };
  }

  test('of ten processes that ask at once for the lease one gets it', async () => {
    await using all = openParts(10);
    const asked = all.parts.map((part, index) => part.acquire(`pod ${index}`, LONG_MS));
    const granted = (await Promise.all(asked)).filter(({ kind }) => kind === 'granted');
    expect(granted).toHaveLength(1);
  });

  test('of ten processes that meet the same 401 one invalidates the token', async () => {
    await using all = openParts(10);
    await publish(all.first);
    const invalidation = { names: ['token'], fingerprint: 'print', pauseMs: LONG_MS };
    const answers = await Promise.all(all.parts.map((part) => part.invalidate(invalidation)));
    expect(answers.toSorted()).toEqual([...Array(9).fill('absent'), 'invalidated']);
  });

  test('of ten processes one may raise the alert', async () => {
    await using all = openParts(10);
    const claims = await Promise.all(all.parts.map((part) => part.claim('alert', LONG_MS)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('no note of ten processes is lost', async () => {
    await using all = openParts(10);
    const names = all.parts.map((_, index) => `note ${index}`);
    await Promise.all(all.parts.map((part, index) => part.note(`note ${index}`, 'x', LONG_MS)));
    const { notes } = await all.first.read({ tokens: [], notes: names });
    expect(notes.map((note) => note?.value)).toEqual(names.map(() => 'x'));
  });

  test('names and texts of any kind come back as they were', async () => {
    await using all = openParts(1);
    const names = ['key-1', '__proto__', 'constructor', 'ключ: {a} *'];
    const texts = ['v1.sealed', 'a:b:c\r\n"\\ \u2028 🔑', 'x'.repeat(64 * 1024), ' '];
    for (const [index, name] of names.entries()) {
      await publish(all.first, { name, sealed: String(texts[index]) });
    }
    const { tokens } = await all.first.read({ tokens: names, notes: [] });
    expect(tokens.map((token) => token?.sealed)).toEqual(texts);
  });

  test('the end of one part leaves the others of its store alone', async () => {
    const store = place().newStore();
    const [one, other] = [store.open('one'), store.open('other')];
    await one.close();
    await one.close();
    expect(await other.claim(`claim ${scopes}`, LONG_MS)).toBe(true);
    await other.close();
  });
}

/** Takes the lease and publishes under it. */
async function publish(part: CredentialStore, changes = {}): Promise<number> {
  const lease = await part.acquire('owner', LONG_MS);
  if (lease.kind !== 'granted') throw new Error('the lease is held');
  const { generation } = lease;
  const token = { name: 'token', sealed: 'v1.sealed', fingerprint: 'print', ttlMs: LONG_MS };
  const publication = { owner: 'owner', generation, clears: [], ...token, ...changes };
  expect(await part.publish(publication)).toBe('published');
  return generation;
}
