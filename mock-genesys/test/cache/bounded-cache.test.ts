import { expect, test } from 'vitest';
import { BoundedCache } from '../../src/cache/bounded-cache.ts';

test('made-up texts are forgotten, so memory is bounded', () => {
  const texts = new BoundedCache<string>(2_000);
  const known = texts.keep('/a/b', ['/a', 'b'].join('/'));
  expect(texts.get(['/a', 'b'].join('/'))).toBe(known);
  for (let i = 0; i < 10_000; i += 1) texts.keep(`made up ${i}`, '');
  expect(texts.size).toBeLessThanOrEqual(2_000);
});
