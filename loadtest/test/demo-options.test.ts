import { CommanderError } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { parseOptions } from '../src/demo-options.ts';

describe('parseOptions', () => {
  it('runs six pods at ten calls a second each, with the 429 form', () => {
    expect(parseOptions([])).toMatchObject({
      pods: 6,
      rate: 10,
      quick: false,
      throttleForm: '429',
    });
  });

  it('gives a quick run at least 18 s of load, unless told otherwise', () => {
    expect(parseOptions(['--quick']).duration).toBeGreaterThanOrEqual(18);
    expect(parseOptions(['--quick', '--duration', '5']).duration).toBe(5);
  });

  it.each([
    ['--pods', '0'],
    ['--pods', 'six'],
    ['--rate', '21'],
    ['--throttle-form', '503'],
    ['--unknown', '1'],
    ['something', 'else'],
  ])('refuses %s %s', (...argv) => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseOptions(argv)).toThrow(CommanderError);
    expect(stderr).toHaveBeenCalled();
  });
});
