import { type EnvironmentReader, readEnvironment } from '@onetoken/auth/environment';
import { describe, expect, it } from 'vitest';
import { readChoice, readNumber, readUrl } from '../src/environment.ts';

const read = (value: string, of: (variables: EnvironmentReader) => unknown) =>
  readEnvironment({ NAME: value }, of);
const port = (variables: EnvironmentReader) =>
  readNumber(variables, 'NAME', { min: 0, max: 65_535 });
const minutes = (variables: EnvironmentReader) =>
  readNumber(variables, 'NAME', { min: Number.MIN_VALUE, allowFractions: true });
const limit = (variables: EnvironmentReader) => readNumber(variables, 'NAME', { min: 1 });
const level = (variables: EnvironmentReader) => readChoice(variables, 'NAME', ['info', 'warn']);
const url = (variables: EnvironmentReader) => readUrl(variables, 'NAME');

describe('the readers of services', () => {
  it.each([
    ['80', port, 80],
    ['0.5', minutes, 0.5],
    ['warn', level, 'warn'],
    ['https://a.test/b', url, 'https://a.test/b'],
    ['', port, undefined],
    ['', level, undefined],
    ['', url, undefined],
  ])('read %j', (value, of, expected) => {
    expect(read(value, of)).toBe(expected);
  });

  it.each([
    ['70000', port, 'NAME "70000" must be a whole number from 0 to 65535'],
    ['1.5', port, 'NAME "1.5" must be a whole number'],
    ['0', limit, 'NAME "0" must be a whole number of at least 1'],
    ['-1', minutes, 'NAME "-1" must be a number of more than 0'],
    ['info!', level, 'NAME must be one of info, warn'],
    ['WARN', level, 'NAME "WARN" must be one of info, warn'],
    ['a.test', url, 'NAME must be an address that starts with https://'],
  ])('refuse %j', (value, of, message) => {
    expect(() => read(value, of)).toThrow(message);
  });

  it.each([port, level, url])('quote nothing that may be a secret', (of) => {
    expect(() => read('visibly-fake-secret', of)).toThrow(/^NAME must be [^"]*$/);
  });
});
