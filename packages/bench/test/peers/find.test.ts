import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findPeer } from '../../src/peers/find.ts';
import { peers } from '../../src/peers/index.ts';

it('finds a contestant of the table', async () => {
  expect((await findPeer({ name: 'smithy' })).package).toBe('@smithy/core');
});

it('finds one in a file of its own', async () => {
  const module = fileURLToPath(new URL('../fixtures/forgets-to-share.ts', import.meta.url));
  expect((await findPeer({ name: 'any', module })).name).toBe('forgets-to-share');
});

it('names the contestants when there is no such one', async () => {
  await expect(findPeer({ name: 'nobody' })).rejects.toThrow(
    /"nobody"; choose from: onetoken, smithy/,
  );
});

it('has no two of a name', () => {
  expect(new Set(peers.map(({ name }) => name)).size).toBe(peers.length);
});
