import { expect, test } from 'vitest';
import { podsAt } from '../../src/scenarios/day.ts';

test('few processes at night, all of them in the afternoon, and no leap in between', () => {
  expect([0, 5.9, 22, 23.9].map((hour) => podsAt(hour, 30))).toEqual([3, 3, 3, 3]);
  expect(podsAt(14, 30)).toBe(30);
  const steps = Array.from(
    { length: 288 },
    (_, i) => podsAt((i + 1) / 12, 30) - podsAt(i / 12, 30),
  );
  expect(Math.max(...steps.map(Math.abs))).toBeLessThanOrEqual(1);
  expect(podsAt(3, 1)).toBe(1);
});
