import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ServerProcess, startServer } from '@onetoken/test-kit';

const execute = promisify(execFile);

/** Kept between runs: it takes half a minute to install. */
const REQUIREMENTS = ['moto[secretsmanager,server]==5.2.5', 'awscli==1.46.3'];
const folder = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'),
  'onetoken/moto-5.2.5',
);

export interface Moto extends ServerProcess {
  /** Environment with which any AWS client talks to this server. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the AWS command line against it. */
  aws(...args: string[]): Promise<string>;
}

/** Why the server cannot be had here, or undefined. Installs it at the first call. */
export async function motoMissing(): Promise<string | undefined> {
  if (await exists('moto_server')) return undefined;
  try {
    await execute('python3', ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS];
    await execute(path.join(folder, 'bin/python'), pip);
    return undefined;
  } catch (error) {
    return `moto could not be installed: ${String((error as Error).message).split('\n')[0]}`;
  }
}

/** Starts a local stand-in for AWS's API (github.com/getmoto/moto), empty. */
export async function startMoto(): Promise<Moto> {
  const server = await startServer((port) => ({
    command: path.join(folder, 'bin/moto_server'),
    args: ['--host', '127.0.0.1', '--port', String(port)],
  }));
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.port}`,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'sample-key-id',
    AWS_SECRET_ACCESS_KEY: 'sample-access-key',
  };
  const aws = async (...args: string[]): Promise<string> => {
    const options = { env: { PATH: process.env['PATH'], ...env } };
    const { stdout } = await execute(path.join(folder, 'bin/aws'), args, options);
    return stdout.trim();
  };
  return { ...server, env, aws };
}

function exists(command: string): Promise<boolean> {
  return access(path.join(folder, 'bin', command)).then(
    () => true,
    () => false,
  );
}
