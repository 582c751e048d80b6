import { readFileSync } from 'node:fs';
import { findSecrets } from './secret-scanner.ts';

type Environment = Readonly<Record<string, string>>;

const SECRET_NAME = /SECRET|PASSWORD|ROUTING_KEY|ENCRYPTION_KEYS/;
/** Common beginning and end of the sample credentials of this repository. */
const MARKS = 'visibly-fake- -not-real';

/**
 * Looks for the secrets of a process in its output: those in its environment, in files that its environment names, and
 * the passwords in its URLs.
 * @returns the names of the variables whose secret was written
 */
export function leaksOf(output: string, env: Environment): string[] {
  const secrets = secretsIn(env);
  const open = Object.keys(env).filter((name) => !(name in secrets));
  return findSecrets(output, secrets, [MARKS, ...open.map((name) => env[name])].join('\n'));
}

function secretsIn(env: Environment): Record<string, string> {
  const found = Object.entries(env).map(([name, value]) => [name, secretOf(name, value)]);
  return Object.fromEntries(found.filter(([, secret]) => secret));
}

function secretOf(name: string, value: string): string | undefined {
  if (SECRET_NAME.test(name)) return name.endsWith('_FILE') ? contentOf(value) : value;
  return URL.canParse(value) ? decodeURIComponent(new URL(value).password) : undefined;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // a test of a file that is missing
  }
}
