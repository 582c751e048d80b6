import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEnvironment, secret } from '../src/environment.ts';
import type { ConfigurationError } from '../src/exit.ts';

const schema = z.object({
  NAME: z.string(),
  COUNT: z.coerce.number().int().default(3),
  KEY: secret(),
});

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readEnvironment(schema, environment);
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
}

describe('readEnvironment', () => {
  it('reads what is set, and takes the default for the rest', () => {
    expect(readEnvironment(schema, { NAME: 'a' })).toEqual({ NAME: 'a', COUNT: 3 });
  });

  it('takes an empty variable as unset, as templates often leave it', () => {
    expect(readEnvironment(schema, { NAME: 'a', COUNT: '', KEY: '' })).toEqual({
      NAME: 'a',
      COUNT: 3,
    });
  });

  it('names everything that is wrong at once', () => {
    const problems = problemsOf({ COUNT: 'many' });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toBe('NAME is missing');
    expect(problems[1]).toMatch(/^COUNT: /);
  });

  it('reads a secret from the file that NAME_FILE names, without its line break', () => {
    using dir = tempDir();
    const file = join(dir.path, 'key');
    writeFileSync(file, 'key-not-real\n');
    expect(readEnvironment(schema, { NAME: 'a', KEY_FILE: file }).KEY).toBe('key-not-real');
  });

  it('reads no file for what is no secret', () => {
    expect(problemsOf({ NAME_FILE: '/etc/hostname' })).toEqual(['NAME is missing']);
  });

  it('says which file cannot be read', () => {
    expect(problemsOf({ NAME: 'a', KEY_FILE: '/nowhere' })[0]).toMatch(
      /^KEY_FILE: ENOENT.*\/nowhere/,
    );
  });

  it('refuses a secret that is given twice, and does not show it', () => {
    const problems = problemsOf({ NAME: 'a', KEY: 'key-not-real', KEY_FILE: '/etc/hostname' });
    expect(problems).toEqual(['KEY and KEY_FILE are both set: keep one']);
  });
});
