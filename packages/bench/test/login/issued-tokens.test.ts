import { expect, it } from 'vitest';
import { issuedTokens } from '../../src/login/issued-tokens.ts';

it('issues tokens as long as real ones, never the same twice', () => {
  const tokens = issuedTokens();
  const first = tokens.issue(1_000);
  expect(first).toMatch(/^[\w-]{86}$/);
  expect(tokens.issue(1_000)).not.toBe(first);
});

it('knows what became of each', () => {
  const tokens = issuedTokens();
  const token = tokens.issue(60_000);
  expect(tokens.statusOf(token).good).toBe(true);
  expect(tokens.statusOf(token).expiresAt).toBeGreaterThan(Date.now());
  tokens.revoke(token);
  expect(tokens.statusOf(token).good).toBe(false);
  expect(tokens.statusOf('never issued')).toEqual({ good: false, expiresAt: 0 });
});
