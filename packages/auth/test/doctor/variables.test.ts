import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { secretVariable, switchVariable, VariableError } from '../../src/doctor/variables.ts';

it('reads a secret from the file that NAME_FILE names, without its last line break', () => {
  using dir = tempDir();
  const file = join(dir.path, 'secret');
  writeFileSync(file, ' visibly-fake \n');
  expect(secretVariable({ NAME_FILE: file }, 'NAME')).toBe(' visibly-fake ');
  expect(secretVariable({ NAME: 'visibly-fake' }, 'NAME')).toBe('visibly-fake');
});

it('takes an empty variable for none', () => {
  expect(secretVariable({ NAME: '', NAME_FILE: '' }, 'NAME')).toBeUndefined();
  expect(switchVariable({ NAME: '' }, 'NAME')).toBe(false);
});

it('refuses value and file at once', () => {
  const both = { NAME: 'visibly-fake', NAME_FILE: '/dev/null' };
  expect(() => secretVariable(both, 'NAME')).toThrow('NAME and NAME_FILE are both set');
});

it('does not quote a file that cannot be read: it may be the secret itself', () => {
  const mistake = { NAME_FILE: 'visibly-fake-secret' };
  expect(() => secretVariable(mistake, 'NAME')).toThrow(VariableError);
  expect(() => secretVariable(mistake, 'NAME')).toThrow(/^NAME_FILE must .*\(ENOENT\)$/);
});

it('knows a switch from a guess', () => {
  expect(switchVariable({ NAME: '1' }, 'NAME')).toBe(true);
  expect(() => switchVariable({ NAME: 'yes' }, 'NAME')).toThrow('NAME must be 0 or 1');
});
