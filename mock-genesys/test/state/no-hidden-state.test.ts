import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../../src');
/** Whatever may keep something from one request to the next. */
const STATE = /\b(let|var) |\bnew (Map|Set|WeakMap|WeakSet|BoundedCache)\b|^ {2}(readonly )?#/;

test.each(['api', 'login', 'admin'])(
  'no route in src/%s keeps state outside of the World',
  (area) => {
    const files = readdirSync(join(src, area), { recursive: true, encoding: 'utf8' });
    const found = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        readFileSync(join(src, area, file), 'utf8')
          .split('\n')
          .filter((line) => STATE.test(line))
          .map((line) => `${area}/${file}: ${line.trim()}`),
      );
    expect(files.length).toBeGreaterThan(2);
    expect(found).toEqual([]);
  },
);
