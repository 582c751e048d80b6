import { parseArgs, styleText } from 'node:util';
import { checkRequiredPermissions } from '../permissions/permission.ts';
import type { Demand } from './api-checks.ts';
import { type Check, EXIT, exitCodeOf } from './check.ts';
import { examine } from './examine.ts';
import type { Environment } from './variables.ts';

export const HELP = `Usage: onetoken doctor [options]

Checks what a service with this environment would meet: region, credentials (with one token
request), clock, API, permissions, encryption keys and Redis. Says what to do; shows no secret.

Options:
  --require <permission>  has to be granted, such as routing:queue:view; may be repeated
  --strict                fails if more is granted than that
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
  0 all is well (warnings included) · 1 something is broken · 2 nothing can be concluded now
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
  const order = parse(args);
  if ('usage' in order) {
    output.err.write(`${order.usage}\nTry: onetoken --help\n`);
    return EXIT.configuration;
  }
  if (order.help) {
    output.out.write(HELP);
    return EXIT.ok;
  }
  const checks: Check[] = [];
  for await (const check of examine({ environment, ...order.demand })) {
    checks.push(check);
    if (!order.json) output.out.write(lineOf(check));
  }
  const exitCode = exitCodeOf(checks);
  if (order.json) output.out.write(`${JSON.stringify({ exitCode, checks }, undefined, 2)}\n`);
  return exitCode;
}

interface Order {
  readonly help: boolean;
  readonly json: boolean;
  readonly demand: Demand;
}

function parse(args: readonly string[]): Order | { readonly usage: string } {
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
