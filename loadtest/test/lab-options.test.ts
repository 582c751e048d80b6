import { CommanderError } from 'commander';
import { expect, it, vi } from 'vitest';
import { experiments } from '../src/experiments/index.ts';
import { type LabOptions, parseLabOptions } from '../src/lab-options.ts';

const parsed = (...argv: string[]) => parseLabOptions(argv) as LabOptions;
const chosen = (...argv: string[]) => parsed(...argv).experiments.map(({ letter }) => letter);

it('takes letters and names, in the order of the lab and each once', () => {
  expect(chosen('shared', 'b', 'C', 'token-per-pod')).toEqual(['B', 'C']);
  expect(chosen('all')).toEqual(experiments.map(({ letter }) => letter));
  expect(parseLabOptions(['list'])).toBe('list');
});

it('runs the smoke profile with the 429 form, unless told otherwise', () => {
  expect(parsed('c')).toMatchObject({ profile: 'smoke', throttleForm: '429', json: false });
});

it('takes several addresses of a fleet that runs already', () => {
  const fleet = ['--target', 'http://a', 'http://b', '--mock-admin', 'http://m'];
  expect(parsed('d', ...fleet)).toMatchObject({
    target: ['http://a', 'http://b'],
    mockAdmin: 'http://m',
  });
});

it('appends paths to addresses, so it takes none with a slash at the end', () => {
  const fleet = ['--target', 'http://a/', 'http://b/behind/', '--mock-admin', 'http://m/'];
  expect(parsed('d', ...fleet)).toMatchObject({
    target: ['http://a', 'http://b/behind'],
    mockAdmin: 'http://m',
  });
});

it.each([
  [['c', '--target', 'http://a'], /go together/],
  [['c', '--mock-admin', 'http://a'], /go together/],
  [['c', '--hook', 'true'], /need --target/],
  [['c', '--pods', '4'], /need --target/],
  [['c', '--client', 'msal', '--pod', 'x'], /exclude each other/],
  [['c', '--client', 'msal', '--update-baseline'], /needs --baseline FILE/],
])('refuses %j', (argv, why) => {
  expect(() => parseLabOptions(argv)).toThrow(why);
});

it.each([
  [['nothing-known']],
  [[]],
  [['c', '--profile', 'huge']],
  [['c', '--target', 'nowhere', '--mock-admin', 'http://m']],
  [['c', '--client', 'nobody']],
])('refuses %j and says how it is meant', (argv) => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(() => parseLabOptions(argv)).toThrow(CommanderError);
  expect(stderr).toHaveBeenCalled();
});
