import { expect, test } from 'vitest';
import { type Chance, streams } from '../src/random.ts';

const first = (seed: number): Chance => streams(seed).next().value;
const draws = (chance: Chance) => Array.from({ length: 5 }, () => chance.random());

test('a seed gives the same draws again, another seed others', () => {
  expect(draws(first(7))).toEqual(draws(first(7)));
  expect(draws(first(7))).not.toEqual(draws(first(8)));
});

test('a draw in one stream changes nothing in the next', () => {
  const [one, two] = streams(7);
  const [, alone] = streams(7);
  draws(one as Chance);
  expect(draws(two as Chance)).toEqual(draws(alone as Chance));
});

test('whole numbers reach both ends, and a choice keeps the order of the list', () => {
  const chance = first(1);
  const numbers = new Set(Array.from({ length: 200 }, () => chance.integer(1, 3)));
  expect([...numbers].sort()).toEqual([1, 2, 3]);
  const chosen = chance.some(['a', 'b', 'c', 'd'], 2);
  expect(chosen).toHaveLength(2);
  expect(chosen.toSorted()).toEqual(chosen);
  expect(chance.shuffled([1, 2, 3]).toSorted()).toEqual([1, 2, 3]);
});
