import { CommanderError } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { usualFaults } from '../src/faults/index.ts';
import { parseOptions } from '../src/options.ts';

afterEach(() => vi.restoreAllMocks());

test('without options it is a day of 30 processes', () => {
  expect(parseOptions([])).toEqual({
    settings: {
      scenario: 'day',
      pods: 30,
      hours: 24,
      lifeS: 86_400,
      seed: 1,
      faults: ['crash', 'redis-down', 'login-down', 'revocation'],
    },
    report: 'reports/simulation',
    json: false,
  });
});

test('a scenario has defaults of its own, and every one can be changed', () => {
  expect(parseOptions(['--scenario', 'stampede']).settings).toMatchObject({
    pods: 50,
    hours: 1,
    faults: [],
  });
  const { settings } = parseOptions('--pods 5000 --hours 48 --life 300 --faults all'.split(' '));
  expect(settings).toMatchObject({ pods: 5_000, hours: 48, lifeS: 300, faults: usualFaults });
  expect(parseOptions(['--faults', 'none']).settings.faults).toEqual([]);
  expect(parseOptions(['--faults', 'throttled,crash']).settings.faults).toEqual([
    'crash',
    'throttled',
  ]);
});

test.each([
  ['--pods 0', 'from 1 to 5000'],
  ['--pods 5001', 'from 1 to 5000'],
  ['--hours 1.5', 'from 1 to 48'],
  ['--hours 49', 'from 1 to 48'],
  ['--life 299', 'from 300 to 172800'],
  ['--seed -1', 'from 0'],
  ['--faults crash,flood', 'no fault "flood"'],
  ['--scenario night', 'day, steady, stampede'],
  ['extra', 'too many arguments'],
])('refuses %s and says what is right', (line, hint) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(() => parseOptions(line.split(' '))).toThrow(CommanderError);
  expect(said.mock.calls.join('')).toContain(hint);
});
