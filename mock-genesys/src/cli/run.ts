import { startMockGenesys } from '../start.ts';
import { createCommand } from './command.ts';
import { exitCodeOf, messageOf } from './exit.ts';

/** The command `mock-genesys`: starts, prints one ready line of JSON on stdout, runs until told to stop. */
export async function runCli(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const command = createCommand(env, async (options) => {
    const mock = await startMockGenesys(options);
    const { loginUrl, apiUrl, adminUrl } = mock;
    process.stdout.write(`${JSON.stringify({ ready: true, loginUrl, apiUrl, adminUrl })}\n`);
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
