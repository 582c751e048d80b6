import { setTimeout as sleep } from 'node:timers/promises';
import { OnetokenError } from '@onetoken/auth/errors';
import { type Logger, UnavailableError } from '@onetoken/service-kit';
import { CheckpointMovedError } from './checkpoint.ts';
import type { PassResult } from './pass.ts';

export interface WorkerOptions {
  readonly pass: () => Promise<PassResult>;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Between 0 and 1, so that workers do not run at the same time. */
  readonly random: () => number;
}

/**
 * Runs passes until it is stopped. Failures that a later pass may solve (an outage, a throttled token endpoint, another
 * worker) are logged and tried again at the next pass; anything else is thrown.
 */
export async function work({ pass, everyMs, signal, log, random }: WorkerOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      log.info({ ...(await pass()) }, 'pass ended');
    } catch (error) {
      if (signal.aborted) return;
      if (!isPassing(error)) throw error;
      log.warn(
        { reason: (error as Error).message },
        'pass interrupted; the next one continues here',
      );
    }
    await sleep(everyMs * (0.9 + 0.2 * random()), undefined, { signal }).catch(() => undefined);
  }
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof CheckpointMovedError ||
    error instanceof UnavailableError ||
    error instanceof OnetokenError
  );
}
