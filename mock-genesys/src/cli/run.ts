import { writeFile } from 'node:fs/promises';
import { ConfigurationError } from '../config/parse-options.ts';
import type { MockGenesys } from '../server/mock-genesys.ts';
import { startMockGenesys } from '../server/start.ts';
import { createCommand } from './command.ts';
import { exitCodeOf, messageOf } from './exit.ts';

/** The command `mock-genesys`: starts, prints one ready line of JSON on stdout, runs until SIGTERM or SIGINT. */
export async function runCli(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const command = createCommand(env, async (options, caOut) => {
    if (caOut !== undefined && options.tls === undefined) {
      throw new ConfigurationError('--ca-out needs --tls');
    }
    const mock = await startMockGenesys(options);
    if (caOut !== undefined) await writeCertificate(mock, caOut);
    process.stdout.write(`${JSON.stringify(readyLine(mock))}\n`);
    const stop = (): void => {
      void mock.close().then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
  try {
    await command.parseAsync(argv);
  } catch (error) {
    process.stderr.write(`mock-genesys: ${messageOf(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

async function writeCertificate(mock: MockGenesys, file: string): Promise<void> {
  try {
    await writeFile(file, mock.certificate ?? '');
  } catch (error) {
    await mock.close();
    throw new ConfigurationError(
      `${file}: cannot be written (${(error as { code?: string }).code})`,
    );
  }
}

function readyLine({ loginUrl, apiUrl, adminUrl, regionUrls }: MockGenesys): object {
  const hasRegionPorts = Object.keys(regionUrls).length > 0;
  return { ready: true, loginUrl, apiUrl, adminUrl, ...(hasRegionPorts && { regionUrls }) };
}
