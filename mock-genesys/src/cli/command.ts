import { Command, InvalidArgumentError, Option } from 'commander';
import type { MockOptions } from '../config/options.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { EXIT_USAGE } from './exit.ts';

const DEFAULT_PORT = 8080;
const DEFAULT_ADMIN_PORT = 8081;

interface Flags {
  readonly config?: string;
  readonly clientsFile?: string;
  readonly host?: string;
  readonly port?: number;
  readonly adminPort?: number;
  readonly throttleForm?: '400' | '429';
  readonly loginLimit?: number;
  readonly apiLimit?: number;
  readonly clientApiLimit?: number;
  readonly tokenLife?: number;
  readonly allowShortLives?: boolean;
  readonly accelerate?: number;
  readonly seed?: number;
  readonly tls?: boolean;
  readonly caOut?: string;
}

/** The command line; `start` receives the options from file, environment and flags. */
export function createCommand(
  env: NodeJS.ProcessEnv,
  start: (options: MockOptions, caOut: string | undefined) => Promise<void>,
): Command {
  return describeFlags(new Command('mock-genesys'))
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE))
    .action(async (flags: Flags) => {
      const configuration = await readConfiguration(flags, env);
      await start(withFlags(configuration, flags), flags.caOut);
    });
}

function describeFlags(command: Command): Command {
  return command
    .description(
      'A mock of the Genesys Cloud login and API: applies limits, counts requests, checks rules.',
    )
    .option('--config <file>', 'YAML or JSON file with any setting')
    .option('--clients-file <file>', 'OAuth clients, one id:secret per line')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option(
      '--port <n>',
      `port of login and API, 0 for a free one (default ${DEFAULT_PORT})`,
      whole,
    )
    .option('--admin-port <n>', `port of the admin API (default ${DEFAULT_ADMIN_PORT})`, whole)
    .addOption(
      new Option('--throttle-form <form>', 'status of a throttled login').choices(['400', '429']),
    )
    .option(
      '--login-limit <n>',
      'token requests per minute and client, 0 for no limit (default 30)',
      whole,
    )
    .option(
      '--api-limit <n>',
      'API calls per minute and token, 0 for no limit (default 300)',
      whole,
    )
    .option(
      '--client-api-limit <n>',
      'API calls per minute and client, 0 for no limit (default 3000)',
      whole,
    )
    .option('--token-life <s>', 'token life in seconds, for clients that set none', whole)
    .option('--allow-short-lives', 'allow token lives from 1 s')
    .option('--accelerate <factor>', "run the mock's clock this many times as fast", Number)
    .option('--seed <n>', 'seed of the sample data and of the faults (default 1)', whole)
    .option('--tls', 'use https for login and API, with a certificate that is created at start')
    .option('--ca-out <file>', 'write the certificate, which clients must trust, to this file')
    .addHelpText('after', HELP);
}

const HELP = `
Clients come from --config, --clients-file or the variable MOCK_GENESYS_CLIENTS
(id:secret[,id:secret]), not from arguments, which every user of the machine can read.
The default is one sample client: mock-client, secret mock-secret-not-real.

Prints one line on stdout when it is ready:
  {"ready":true,"loginUrl":"…","apiUrl":"…","adminUrl":"…"}

Exit codes: 0 stopped by SIGTERM or SIGINT, 64 wrong usage or configuration,
69 port not available.`;

/** Flags win over the file. */
function withFlags(options: MockOptions, flags: Flags): MockOptions {
  const { throttleForm, accelerate, allowShortLives } = flags;
  return {
    sharedClock: false,
    ...options,
    port: flags.port ?? options.port ?? DEFAULT_PORT,
    adminPort: flags.adminPort ?? options.adminPort ?? DEFAULT_ADMIN_PORT,
    limits: {
      ...options.limits,
      ...limitFlag('loginPerClient', flags.loginLimit),
      ...limitFlag('apiPerToken', flags.apiLimit),
      ...limitFlag('apiPerClient', flags.clientApiLimit),
    },
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.tls && { tls: true }),
    ...(flags.host !== undefined && { host: flags.host }),
    ...(allowShortLives && { allowShortLives }),
    ...(throttleForm && { login: { ...options.login, throttleForm } }),
    ...(accelerate !== undefined && { clock: { kind: 'accelerated', factor: accelerate } }),
  };
}

function limitFlag(name: string, limit: number | undefined): Record<string, number | null> {
  return limit === undefined ? {} : { [name]: limit === 0 ? null : limit };
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
}
