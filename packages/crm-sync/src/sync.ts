import type { GenesysConnection, Logger } from '@onetoken/service-kit';
import type { Database } from './database/database.ts';
import { createApiClock } from './genesys/api-clock.ts';
import { genesysApi } from './genesys/genesys-api.ts';
import type { SyncMetrics } from './metrics.ts';
import { type PassResult, runPass } from './pass.ts';
import type { Progress } from './progress.ts';
import { GIVE_UP_AFTER_MS, type SyncSettings, startOf } from './settings.ts';
import { allStreams } from './streams/index.ts';

export interface SyncParts {
  readonly settings: SyncSettings;
  readonly database: Database;
  readonly genesys: GenesysConnection;
  readonly metrics: SyncMetrics;
  readonly progress: Progress;
  readonly log: Logger;
  /** Ends a pass after its step, and ends waiting at once. */
  readonly signal: AbortSignal;
}

/** Assembles the sync: each call of the result is one pass. */
export function createSync(parts: SyncParts): () => Promise<PassResult> {
  const { settings, database, genesys, metrics, progress, log, signal } = parts;
  const clock = createApiClock(Date.now);
  const connection = {
    clock,
    api: genesys.provider.endpoints.api,
    dispatcher: genesys.dispatcher,
    signal,
    onRetry: (route: string, reason: string, waitMs: number) => {
      metrics.retry(route);
      log.warn({ route, reason, waitMs }, 'waiting before another try');
    },
  };
  const streams = allStreams(database, genesysApi(connection, settings.pageSize), {
    start: startOf(settings, Date.now()),
    windowMs: settings.windowMs,
    lagMs: settings.lagMs,
    pageSize: settings.pageSize,
    giveUpAfterMs: GIVE_UP_AFTER_MS,
    now: clock.now,
    onGivenUp: (count) => log.warn({ count }, 'conversations given up: never seen to end'),
  });
  return async () => {
    const result = await runPass(streams, {
      signal,
      onStep: (stream, step) => {
        metrics.step(stream, step);
        progress.step(stream, step);
        log.debug({ stream, ...step }, 'step');
      },
    });
    if (result.complete) metrics.pass(Date.now());
    return result;
  };
}
