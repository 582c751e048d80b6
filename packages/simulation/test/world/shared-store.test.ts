import { type CredentialStore, StoreUnavailableError } from '@onetoken/auth';
import { VirtualClock } from '@onetoken/auth/testing';
import { expect, test } from 'vitest';
import { Machine } from '../../src/world/machine.ts';
import { SharedStore } from '../../src/world/shared-store.ts';

function start() {
  const clock = new VirtualClock();
  const store = new SharedStore(clock, { random: () => 0.5 });
  const machine = new Machine(clock);
  const part = store.of(machine).open('');
  const run = async <T>(operation: (part: CredentialStore) => Promise<T>) => {
    const answer = operation(part);
    answer.catch(() => undefined);
    await clock.advance(300);
    return await answer;
  };
  return { clock, store, machine, part, run };
}

test('never grants a generation twice, even after it lost its content', async () => {
  const { store, run } = start();
  const granted = async () => {
    const answer = await run((part) => part.acquire('me', 1));
    return answer.kind === 'granted' ? answer.generation : undefined;
  };
  expect([await granted(), await granted()]).toEqual([1, 2]);
  store.flush();
  expect([await granted(), await granted()]).toEqual([3, 4]);
});

test('gives back what was published, with its generation, and forgets it with its content', async () => {
  const { store, run } = start();
  store.flush();
  await run((part) => part.acquire('me', 10_000));
  store.flush();
  const lease = await run((part) => part.acquire('me', 10_000));
  const generation = lease.kind === 'granted' ? lease.generation : 0;
  const token = { name: 'token', sealed: 'sealed', fingerprint: 'print', generation };
  await run((part) => part.publish({ ...token, owner: 'me', ttlMs: 60_000, clears: [] }));
  const read = () => run((part) => part.read({ tokens: ['token'], notes: [] }));
  expect((await read()).tokens[0]).toMatchObject({ generation, fingerprint: 'print' });
  store.flush();
  expect((await read()).tokens).toEqual([undefined]);
});

test.each(['refuses', 'hangs'] as const)(
  'that %s fails every operation, and tells afterwards',
  async (trouble) => {
    const { store, part, run } = start();
    const heard: string[] = [];
    part.subscribe?.(({ kind }) => heard.push(kind));
    store.trouble = trouble;
    await expect(run((it) => it.claim('a', 1))).rejects.toBeInstanceOf(StoreUnavailableError);
    store.recover();
    expect(await run((it) => it.claim('a', 1))).toBe(true);
    expect(heard).toEqual(['missed']);
  },
);

test('a dead process hears nothing any more', async () => {
  const { clock, machine, part, store } = start();
  const heard: string[] = [];
  part.subscribe?.(({ kind }) => heard.push(kind));
  let answer: boolean | undefined;
  void part.claim('a', 1_000).then((it) => {
    answer = it;
  });
  machine.die();
  await clock.advance(1_000);
  store.recover();
  expect([answer, heard]).toEqual([undefined, []]);
});
