import {
  connectGenesys,
  createHttpServer,
  type Lifecycle,
  type Logger,
  listenOn,
  type RunningService,
  registerProbes,
} from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { openDatabase } from './database/open.ts';
import { createSyncMetrics } from './metrics.ts';
import type { PassResult } from './pass.ts';
import { createProgress, type Progress } from './progress.ts';
import { LONGEST_TURN_MS, type SyncSettings, syncSettings } from './settings.ts';
import { createSync } from './sync.ts';
import { work } from './worker.ts';

interface OpenSync extends AsyncDisposable {
  readonly pass: () => Promise<PassResult>;
  readonly settings: SyncSettings;
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
  const probes = createHttpServer();
  // A stored page shows that token, API and database work; a first pass may take hours.
  const notReady = () => (hasStored ? undefined : 'no page stored yet');
  registerProbes(probes, { registry: sync.registry, notReady });
  const { address, everyMs } = sync.settings;
  const url = await listenOn(probes, address);
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
  const settings = syncSettings(environment);
  const registry = new Registry();
  const genesys = connectGenesys(settings, {
    service: 'onetoken-crm-sync',
    log,
    registry,
    maxWaitMs: LONGEST_TURN_MS,
    directory: once ? settings.cacheDirectory : undefined,
    ...(onFatal && { onFatal }),
  });
  const database = await openDatabase(settings.databaseUrl, (reason) =>
    log.warn({ reason }, 'the database connection broke'),
  );
  const metrics = createSyncMetrics(registry);
  const pass = createSync({ settings, database, genesys, metrics, progress, log, signal });
  const close = async (): Promise<void> => {
    progress.end();
    await Promise.all([database.close(), genesys.close()]);
  };
  return { pass, settings, registry, [Symbol.asyncDispose]: close };
}
