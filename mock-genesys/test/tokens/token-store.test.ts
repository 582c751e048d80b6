import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenStore } from '../../src/tokens/token-store.ts';

const owner = { clientId: 'a', region: 'mypurecloud.com' };

test('the newest tokens are remembered, as many as there is room for, and no others', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 9 }), (count, capacity) => {
      const store = new TokenStore(capacity);
      const issued = Array.from({ length: count }, () => store.issue(owner, 0, 1_000).accessToken);
      const known = issued.filter((token) => store.find(token));
      expect(known).toEqual(issued.slice(-capacity));
    }),
  );
});

test('only a token that was alive is counted as forgotten for lack of room', () => {
  const store = new TokenStore(2);
  const [first] = [store.issue(owner, 0, 1_000), store.issue(owner, 0, 1_000)];
  store.revoke({ accessToken: first.accessToken }, 0);
  store.issue(owner, 0, 1_000);
  expect(store.forgottenLive).toBe(0);
  store.issue(owner, 500, 1_000); // The second one, alive.
  expect(store.forgottenLive).toBe(1);
  store.issue(owner, 1_000, 1_000); // The third one, expired.
  expect(store.forgottenLive).toBe(1);
});
