import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const house = (...args: string[]) =>
  spawnSync(join(import.meta.dirname, '../../../script/house'), args, { encoding: 'utf8' });

test('--help prints how to use it', () => {
  const { status, stdout } = house('--help');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining('usage: script/house'),
  });
});

test('an unknown option is a usage error', () => {
  const { status, stderr } = house('--faster');
  expect({ status, stderr }).toEqual({ status: 64, stderr: expect.stringContaining("'--faster'") });
});

test('--json prints every figure, with how it is counted', () => {
  const { status, stdout } = house('--json', '--report');
  expect(status).toBe(0);
  for (const figure of JSON.parse(stdout)) {
    expect(figure).toMatchObject({
      value: expect.any(Number),
      counted: expect.stringMatching(/./),
    });
  }
});
