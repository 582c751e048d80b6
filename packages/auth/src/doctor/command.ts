import { parseArgs, styleText } from 'node:util';
import type { Environment } from '../environment/reader.ts';
import { checkRequiredPermissions } from '../permissions/permission.ts';
import type { PermissionDemand } from './api-checks.ts';
import { type Check, EXIT, exitCodeOf } from './check.ts';
import { examine } from './examine.ts';

export const HELP = `Usage: onetoken doctor [options]

Checks everything that a service with this environment depends on: region, credentials (with one
token request), clock, API, permissions, encryption keys and Redis. Prints no secret.

Options:
  --require <permission>  must be granted, such as routing:queue:view; may be repeated
  --strict                fails if other permissions are granted
  --json                  one JSON object instead of lines
  -h, --help              this text

Environment:
  GENESYSCLOUD_REGION                           mypurecloud.ie or eu-west-1
  GENESYSCLOUD_OAUTHCLIENT_ID
  GENESYSCLOUD_OAUTHCLIENT_SECRET[_NEXT][_FILE]
  ONETOKEN_LOGIN_URL, ONETOKEN_API_URL          instead of a region; ONETOKEN_ALLOW_HTTP=1
  ONETOKEN_ENCRYPTION_KEYS[_FILE]               id:base64key[,id:base64key]
  REDIS_URL[_FILE], REDIS_CA_FILE, REDIS_CLUSTER=1, REDIS_PREFIX

Exit codes:
  0 passed (with or without warnings) · 1 failed · 2 inconclusive
  64 a setting or an argument is wrong · 69 login, API or Redis is unavailable
`;

/** Where the command writes. */
export interface Output {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

/** Runs the command line and resolves with its exit code. */
export async function runCommand(
  args: readonly string[],
  environment: Environment,
  output: Output,
): Promise<number> {
  const command = parse(args);
  if ('usage' in command) {
    output.err.write(`${command.usage}\nTry: onetoken --help\n`);
    return EXIT.configuration;
  }
  if (command.help) {
    output.out.write(HELP);
    return EXIT.ok;
  }
  const checks: Check[] = [];
  for await (const check of examine({ environment, ...command.demand })) {
    checks.push(check);
    if (!command.json) output.out.write(lineOf(check));
  }
  const exitCode = exitCodeOf(checks);
  if (command.json) output.out.write(`${JSON.stringify({ exitCode, checks }, undefined, 2)}\n`);
  return exitCode;
}

interface Command {
  readonly help: boolean;
  readonly json: boolean;
  readonly demand: PermissionDemand;
}

function parse(args: readonly string[]): Command | { readonly usage: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    const { help = false, json = false, require = [], strict = false } = values;
    if (!help && (positionals.length !== 1 || positionals[0] !== 'doctor')) {
      return { usage: 'The one command is: onetoken doctor' };
    }
    if (strict && require.length === 0) return { usage: '--strict needs --require' };
    const requiredPermissions = checkRequiredPermissions(require);
    return { help, json, demand: { requiredPermissions, strictPermissions: strict } };
  } catch (error) {
    // From parseArgs or from the check of permissions; both are TypeErrors that say what is wrong.
    if (error instanceof TypeError) return { usage: error.message };
    throw error;
  }
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  require: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
} as const;

const COLOURS = { ok: 'green', warn: 'yellow', failed: 'red', unknown: 'magenta' } as const;

function lineOf({ name, outcome, message, advice }: Check): string {
  // Colour only on a terminal: styleText looks at stdout and NO_COLOR.
  const word = styleText(COLOURS[outcome], outcome.padEnd(7), { stream: process.stdout });
  const line = `${word}  ${name.padEnd(12)}  ${message}\n`;
  return advice === undefined ? line : `${line}${' '.repeat(9)}→ ${advice}\n`;
}
