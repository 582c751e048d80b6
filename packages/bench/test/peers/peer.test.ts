import { expect, it } from 'vitest';
import { marginMs } from '../../src/peers/peer.ts';

it('is five minutes, or half of a life in which they do not fit', () => {
  expect(marginMs(86_400_000)).toBe(300_000);
  expect(marginMs(6_000)).toBe(3_000);
});
