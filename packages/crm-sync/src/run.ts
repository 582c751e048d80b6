import {
  connectGenesys,
  type Lifecycle,
  type Logger,
  listenOn,
  type RunningService,
  readEnvironment,
} from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { openDatabase } from './database/open.ts';
import { createSyncMetrics } from './metrics.ts';
import type { PassResult } from './pass.ts';
import { createProbes } from './probes.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  cacheDirectory,
  databaseUrl,
  LONGEST_TURN_MS,
  type SyncVariables,
  syncVariables,
} from './settings.ts';
import { createSync } from './sync.ts';
import { work } from './worker.ts';

interface OpenSync extends AsyncDisposable {
  readonly pass: () => Promise<PassResult>;
  readonly variables: SyncVariables;
  readonly registry: Registry;
}

/** One pass; the report of what it did is for stdout. */
export async function syncOnce(
  environment: NodeJS.ProcessEnv,
  log: Logger,
  signal: AbortSignal,
): Promise<PassResult> {
  const progress = createProgress(process.stderr);
  await using sync = await open(environment, { log, signal, progress, once: true });
  return await sync.pass();
}

/** Runs passes until it is stopped. A client that is out of service stops the worker in order, with exit code 1. */
export async function startWorker(
  environment: NodeJS.ProcessEnv,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<RunningService> {
  const stop = new AbortController();
  let hasStored = false;
  const progress: Progress = {
    step: () => {
      hasStored = true;
    },
    end: () => undefined,
  };
  const onFatal = (reason: string) => lifecycle.stop(reason);
  const options = { log, signal: stop.signal, progress, once: false, onFatal };
  const { pass, ...sync } = await open(environment, options);
  const probes = createProbes(sync.registry, () => hasStored);
  const { HOST: host, PORT: port, SYNC_EVERY_MINUTES: everyMs } = sync.variables;
  const url = await listenOn(probes, { host, port });
  const worker = work({ pass, everyMs, signal: stop.signal, log, random: Math.random }).catch(
    (error: Error) => lifecycle.stop(error.message),
  );
  return {
    url,
    close: async () => {
      stop.abort();
      await Promise.all([worker, probes.close()]);
      await sync[Symbol.asyncDispose]();
    },
  };
}

interface OpenOptions {
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly once: boolean;
  readonly onFatal?: (reason: string) => void;
}

async function open(environment: NodeJS.ProcessEnv, options: OpenOptions): Promise<OpenSync> {
  const { log, signal, progress, once, onFatal } = options;
  const variables = readEnvironment(syncVariables, environment);
  const registry = new Registry();
  const genesys = connectGenesys(variables, {
    service: 'onetoken-crm-sync',
    log,
    registry,
    maxWaitMs: LONGEST_TURN_MS,
    directory: once ? cacheDirectory(variables) : undefined,
    ...(onFatal && { onFatal }),
  });
  const database = await openDatabase(databaseUrl(variables), (reason) =>
    log.warn({ reason }, 'the database connection broke'),
  );
  const metrics = createSyncMetrics(registry);
  const pass = createSync({ variables, database, genesys, metrics, progress, log, signal });
  const close = async (): Promise<void> => {
    progress.end();
    await Promise.all([database.close(), genesys.close()]);
  };
  return { pass, variables, registry, [Symbol.asyncDispose]: close };
}
