import { expect, it } from 'vitest';
import { mostInOneSecond, requestsTooEarly } from '../../src/verdict/token-requests.ts';
import { tokenRequest } from '../observed.ts';

const at = (...times: number[]) => times.map((time) => tokenRequest(time));
const refusal = tokenRequest(5, { outcome: 'throttled', tookMs: 100 });

it.each([
  [at(), 0],
  [at(1), 1],
  [at(1, 1.5, 1.999, 2), 3],
  [at(0, 1, 2, 3), 1],
])('finds the worst second of %j', (requests, most) => {
  expect(mostInOneSecond(requests)).toBe(most);
});

it.each([
  ['while the refusal was under way', 5.05, 0],
  ['right after it', 5.2, 1],
  ['just before the wait had passed', 7.09, 1],
  ['when it had passed', 7.11, 0],
])('judges a request %s', (_, time, tooEarly) => {
  expect(requestsTooEarly([refusal, ...at(time)], 2)).toBe(tooEarly);
});

it('holds a refusal against the client that got it, and no other', () => {
  const other = tokenRequest(5.5, { clientId: 'another' });
  expect(requestsTooEarly([refusal, other], 2)).toBe(0);
});
