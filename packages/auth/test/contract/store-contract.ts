import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialStore, Publication, StoreEvent, TokenStore } from '../../src/store.ts';

export interface StoreUnderTest extends AsyncDisposable {
  /** The store as one more process has it. */
  newStore(): TokenStore;
  /** Takes all content from the store, as a restart without persistence does. */
  wipe?(): Promise<void>;
  /** The shortest time in ms that the store tells apart. @default 1 */
  readonly grainMs?: number;
}

const NONE = { tokens: [], notes: [] };
const LEASE_MS = 60_000;

/**
 * What the provider relies on, for any implementation of the port `TokenStore`. Run it as
 * `storeContract('name', async () => ({ newStore, [Symbol.asyncDispose] }))`.
 */
export function storeContract(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let under: StoreUnderTest;
    let scope: string;
    let store: CredentialStore;
    let other: CredentialStore;
    const grain = (): number => under.grainMs ?? 1;
    const pass = async (): Promise<void> => await sleep(60 * grain());

    beforeAll(async () => {
      under = await start();
    });
    afterAll(async () => under[Symbol.asyncDispose]());
    beforeEach(() => {
      scope = randomUUID().replaceAll('-', '').slice(0, 22);
      store = under.newStore().open(scope);
      other = under.newStore().open(scope);
    });
    afterEach(async () => {
      await store.close();
      await other.close();
    });

    async function lease(by: CredentialStore, owner: string, ms = LEASE_MS): Promise<number> {
      const answer = await by.acquire(owner, ms);
      return answer.kind === 'granted' ? answer.generation : expect.unreachable('lease is held');
    }

    const publication = (owner: string, generation: number): Publication => ({
      owner,
      generation,
      name: 'token:a',
      sealed: `sealed ${generation}`,
      fingerprint: `print-${generation}`,
      ttlMs: LEASE_MS,
      clears: [],
    });

    async function publish(by: CredentialStore, owner: string): Promise<Publication> {
      const done = publication(owner, await lease(by, owner));
      expect(await by.publish(done)).toBe('published');
      return done;
    }

    const tokenIn = async (from: CredentialStore, entry = 'token:a') =>
      (await from.read({ ...NONE, tokens: [entry] })).tokens[0];
    const noteIn = async (from: CredentialStore, entry: string) =>
      (await from.read({ ...NONE, notes: [entry] })).notes[0];

    describe('reading', () => {
      test('an empty store answers each name with nothing', async () => {
        expect(await store.read({ tokens: ['token:a', 'token:b'], notes: ['x'] })).toEqual({
          tokens: [undefined, undefined],
          notes: [undefined],
        });
        expect(await store.read(NONE)).toEqual(NONE);
      });

      test('finds what another process published, with the time it has left', async () => {
        const { sealed, generation, fingerprint } = await publish(store, 'a');
        const found = await tokenIn(other);
        expect(found).toMatchObject({ sealed, generation, fingerprint });
        if (found?.remainingMs === undefined) return;
        expect(found.remainingMs).toBeGreaterThan(LEASE_MS - 10_000);
        expect(found.remainingMs).toBeLessThanOrEqual(LEASE_MS + grain());
      });

      test('answers in the order of the names', async () => {
        await publish(store, 'a');
        await store.note('x', 'note x', LEASE_MS);
        const answer = await other.read({ tokens: ['token:b', 'token:a'], notes: ['y', 'x'] });
        expect(answer.tokens.map((it) => it !== undefined)).toEqual([false, true]);
        expect(answer.notes.map((it) => it?.value)).toEqual([undefined, 'note x']);
      });

      test('never finds entries of another scope', async () => {
        await publish(store, 'a');
        const stranger = under.newStore().open(`x${scope.slice(1)}`);
        expect(await tokenIn(stranger)).toBeUndefined();
        expect(await stranger.acquire('s', LEASE_MS)).toMatchObject({ kind: 'granted' });
        await stranger.close();
      });
    });

    describe('the lease', () => {
      test('has one holder, and tells the others how long', async () => {
        await lease(store, 'a');
        const refused = await other.acquire('b', LEASE_MS);
        expect(refused).toMatchObject({ kind: 'held' });
        const remainingMs = refused.kind === 'held' ? refused.remainingMs : Number.NaN;
        expect(remainingMs).toBeGreaterThan(0);
        expect(remainingMs).toBeLessThanOrEqual(LEASE_MS + grain());
      });

      test('goes to exactly one of many that ask at once', async () => {
        const asked = Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? store : other).acquire(`owner-${index}`, LEASE_MS),
        );
        const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'granted')).toHaveLength(1);
      });

      test('is free after its release by the owner, and by nobody else', async () => {
        await lease(store, 'a');
        await other.release('b');
        expect(await other.acquire('b', LEASE_MS)).toMatchObject({ kind: 'held' });
        await store.release('a');
        await lease(other, 'b');
      });

      test('is free after its time', async () => {
        await lease(store, 'a', 50 * grain());
        await pass();
        await lease(other, 'b');
      });

      test('comes with a generation that always grows', async () => {
        const generations: number[] = [];
        for (const owner of ['a', 'b', 'c']) {
          generations.push(await lease(store, owner));
          await store.release(owner);
        }
        expect(generations).toEqual(generations.toSorted((a, b) => a - b));
        expect(new Set(generations).size).toBe(3);
        for (const generation of generations) expect(Number.isSafeInteger(generation)).toBe(true);
      });
    });

    test('generations go on growing after the store lost its content', async (context) => {
      if (!under.wipe) return context.skip('this store ends with its process');
      const { generation } = await publish(store, 'a');
      await under.wipe();
      expect(await tokenIn(store)).toBeUndefined();
      expect(await lease(other, 'b')).toBeGreaterThan(generation);
    });

    describe('publishing', () => {
      test('ends the lease', async () => {
        await publish(store, 'a');
        await lease(other, 'b');
      });

      test('without the lease is refused', async () => {
        expect(await store.publish(publication('a', 1))).toBe('lease-lost');
        expect(await tokenIn(store)).toBeUndefined();
      });

      test('is refused to a holder whose lease has passed to another', async () => {
        const late = publication('a', await lease(store, 'a', 50 * grain()));
        await pass();
        const winner = await publish(other, 'b');
        expect(await store.publish(late)).toBe('lease-lost');
        expect(await tokenIn(store)).toMatchObject({ generation: winner.generation });
      });

      test('of a generation that is not newer is refused, and leaves the stored one', async () => {
        const first = await publish(store, 'a');
        await lease(store, 'b');
        expect(await store.publish({ ...publication('b', first.generation), sealed: 'old' })).toBe(
          'superseded',
        );
        expect(await tokenIn(other)).toMatchObject({ sealed: first.sealed });
      });

      test('replaces an older token', async () => {
        await publish(store, 'a');
        const second = await publish(other, 'b');
        expect(await tokenIn(store)).toMatchObject({ sealed: second.sealed });
      });

      test('deletes the notes that it clears, and only those', async () => {
        await store.note('x', '1', LEASE_MS);
        await store.note('y', '2', LEASE_MS);
        const generation = await lease(store, 'a');
        await store.publish({ ...publication('a', generation), clears: ['x', 'z'] });
        expect(await noteIn(other, 'x')).toBeUndefined();
        expect(await noteIn(other, 'y')).toMatchObject({ value: '2' });
      });

      test('lasts for its time', async () => {
        const generation = await lease(store, 'a');
        await store.publish({ ...publication('a', generation), ttlMs: 50 * grain() });
        await pass();
        expect(await tokenIn(other)).toBeUndefined();
      });
    });

    describe('invalidating', () => {
      const invalidation = (fingerprint: string) => ({
        names: ['token:b', 'token:a'],
        fingerprint,
        pauseMs: 50 * grain(),
      });

      test('deletes the token with the fingerprint, under whichever name', async () => {
        const { fingerprint } = await publish(store, 'a');
        expect(await other.invalidate(invalidation(fingerprint))).toBe('invalidated');
        expect(await tokenIn(store)).toBeUndefined();
      });

      test('leaves any other token alone', async () => {
        const { sealed } = await publish(store, 'a');
        expect(await other.invalidate(invalidation('print-of-an-older-one'))).toBe('absent');
        expect(await tokenIn(store)).toMatchObject({ sealed });
      });

      test('is paused for a while after it succeeded', async () => {
        const first = await publish(store, 'a');
        await store.invalidate(invalidation(first.fingerprint));
        const second = await publish(store, 'b');
        expect(await other.invalidate(invalidation(second.fingerprint))).toBe('paused');
        expect(await tokenIn(store)).toMatchObject({ sealed: second.sealed });
        await pass();
        expect(await other.invalidate(invalidation(second.fingerprint))).toBe('invalidated');
      });

      test('leaves fencing in force: an older generation never returns', async () => {
        const { fingerprint, generation } = await publish(store, 'a');
        await store.invalidate(invalidation(fingerprint));
        expect(await lease(store, 'b')).toBeGreaterThan(generation);
      });
    });

    describe('notes and claims', () => {
      test('a note is found by others until its time is over', async () => {
        await store.note('x', 'text', 50 * grain());
        expect(await noteIn(other, 'x')).toMatchObject({ value: 'text' });
        await pass();
        expect(await noteIn(other, 'x')).toBeUndefined();
      });

      test('a note never cuts a longer one short', async () => {
        await store.note('x', 'long', LEASE_MS);
        await other.note('x', 'short', LEASE_MS / 2);
        expect(await noteIn(store, 'x')).toMatchObject({ value: 'long' });
        await other.note('x', 'longer', 2 * LEASE_MS);
        expect(await noteIn(store, 'x')).toMatchObject({ value: 'longer' });
      });

      test('a claim goes to the first', async () => {
        const claims = [store, other, store].map((it) => it.claim('alert', LEASE_MS));
        expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
        expect(await other.claim('other', LEASE_MS)).toBe(true);
      });

      test('a claim may be made again after its time', async () => {
        await store.claim('alert', 50 * grain());
        await pass();
        expect(await other.claim('alert', LEASE_MS)).toBe(true);
      });
    });

    describe('news, where the store has any', () => {
      test('tell other processes of publications, invalidations and free leases', async (context) => {
        if (!other.subscribe) return context.skip('this store tells no news');
        const heard: StoreEvent[] = [];
        const stop = other.subscribe((event) => heard.push(event));
        // A subscription may take a moment to stand.
        await expect
          .poll(async () => {
            await lease(store, 'probe');
            await store.release('probe');
            return heard.length;
          })
          .toBeGreaterThan(0);
        const { generation, fingerprint } = await publish(store, 'a');
        await store.invalidate({ names: ['token:a'], fingerprint, pauseMs: LEASE_MS });
        const expected = [
          { kind: 'released' },
          { kind: 'published', generation },
          { kind: 'invalidated', fingerprint },
        ];
        await expect.poll(() => heard.slice(-3)).toEqual(expected);
        stop();
      });
    });

    test('may be closed twice', async () => {
      await store.close();
      await store.close();
    });
  });
}
