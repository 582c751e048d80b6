import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import {
  type Environment,
  EnvironmentError,
  type EnvironmentReader,
  readEnvironment,
} from '../../src/environment/reader.ts';
import { Secret } from '../../src/values/secret.ts';

const secretOf = (environment: Environment) =>
  readEnvironment(environment, (variables) => variables.secret('NAME'));
const flagOf = (environment: Environment) =>
  readEnvironment(environment, (variables) => variables.flag('NAME'));
const sourceOf = (environment: Environment) =>
  readEnvironment(environment, (variables) => variables.secretSource('NAME'));

it('reads a secret from the file that NAME_FILE names, without its last line break', () => {
  using dir = tempDir();
  const file = join(dir.path, 'secret');
  writeFileSync(file, ' visibly-fake \n');
  expect(secretOf({ NAME_FILE: file })).toBe(' visibly-fake ');
  expect(secretOf({ NAME: 'visibly-fake' })).toBe('visibly-fake');
});

it('leaves a secret in its file, so that a rotated one is read', () => {
  expect(sourceOf({ NAME_FILE: import.meta.filename })).toEqual({ file: import.meta.filename });
  const value = sourceOf({ NAME: 'visibly-fake' });
  expect(value).toBeInstanceOf(Secret);
  expect((value as Secret).reveal()).toBe('visibly-fake');
});

it('takes an empty variable for none', () => {
  expect(secretOf({ NAME: '', NAME_FILE: '' })).toBeUndefined();
  expect(sourceOf({ NAME: '', NAME_FILE: '' })).toBeUndefined();
  expect(flagOf({ NAME: '' })).toBe(false);
});

it('refuses value and file at once', () => {
  const both = { NAME: 'visibly-fake', NAME_FILE: '/dev/null' };
  expect(() => secretOf(both)).toThrow('NAME and NAME_FILE are both set');
});

it('does not quote a file that cannot be read: it may be the secret itself', () => {
  const mistake = { NAME_FILE: 'visibly-fake-secret' };
  expect(() => secretOf(mistake)).toThrow(EnvironmentError);
  expect(() => secretOf(mistake)).toThrow(/^NAME_FILE must .*\(ENOENT\)$/);
  expect(() => secretOf({ NAME_FILE: '/no/such/file' })).toThrow('NAME_FILE "/no/such/file" must');
});

it('knows a switch from a guess', () => {
  expect(flagOf({ NAME: '1' })).toBe(true);
  expect(() => flagOf({ NAME: 'yes' })).toThrow('NAME "yes" must be 0 or 1');
  expect(() => flagOf({ NAME: 'visibly-fake-secret' })).toThrow(/^NAME must be 0 or 1$/);
});

it('names all that is wrong in one error', () => {
  const read = (variables: EnvironmentReader) => [variables.flag('ONE'), variables.file('OTHER')];
  try {
    readEnvironment({ ONE: 'on', OTHER: '/nonexistent' }, read);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      code: 'ERR_ENVIRONMENT',
      message:
        'ONE "on" must be 0 or 1\nOTHER "/nonexistent" must name a file that can be read (ENOENT)',
      problems: [{ variable: 'ONE' }, { variable: 'OTHER' }],
    });
  }
});
