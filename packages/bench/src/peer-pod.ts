#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { findPeer } from './peers/find.ts';
import { peers } from './peers/index.ts';
import { readEnvironment } from './pod/environment.ts';
import { createPodServer } from './pod/server.ts';
import { warmUp } from './pod/warm-up.ts';

const EXIT = { ok: 0, usage: 64 } as const;

interface Options {
  readonly client: string;
  readonly life: string;
  readonly cold?: true;
}

const names = peers.map(({ name }) => name);
const commandLine = new Command('onetoken-peer-pod')
  .description('A pod like the wallboard that gets its token through a peer, for the load lab.')
  .addOption(new Option('--client <name>', 'the peer').choices(names).makeOptionMandatory())
  .option(
    '--life <seconds>',
    'life of the tokens, for peers that leave expiry to the caller',
    '86400',
  )
  .option('--cold', 'be ready at once and ask for no token before the first call')
  .addHelpText(
    'after',
    '\nReads ONETOKEN_LOGIN_URL, ONETOKEN_API_URL (or GENESYSCLOUD_REGION), GENESYSCLOUD_OAUTHCLIENT_ID,\nGENESYSCLOUD_OAUTHCLIENT_SECRET, REDIS_URL, HOST, PORT. Exit codes: 0 stopped · 64 usage',
  )
  .exitOverride();

async function main(): Promise<void> {
  const options = commandLine.parse().opts<Options>();
  const { host, port, settings } = readEnvironment(process.env, Number(options.life) * 1_000);
  const peer = await findPeer({ name: options.client });
  const { redisUrl: _, ...alone } = settings;
  const client = await peer.create(peer.shares ? settings : alone);
  // The bare grant holds no token that it could have before a call.
  let ready = options.cold === true || peer.package === undefined;
  const server = createPodServer({ client, api: settings.api, isReady: () => ready });
  const url = await server.listen({ host, port });
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);

  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await server.close();
    await client.close();
    process.exit(EXIT.ok);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (ready) return;
  await warmUp(client, stopping.signal);
  ready = true;
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError && error.exitCode === 0) return;
  if (!(error instanceof CommanderError)) process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = EXIT.usage;
});
