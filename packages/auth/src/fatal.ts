import type { OnetokenError } from './errors.ts';
import { callSafely, type Events } from './events.ts';
import type { GuardedStore } from './guarded-store.ts';

/** Tells that the client is out of service: once in this process, and as an alert once per fleet. */
export interface FatalReporter {
  report(error: OnetokenError): Promise<void>;
}

export interface FatalOptions {
  readonly scope: string;
  readonly store: GuardedStore;
  readonly events: Events;
  readonly onFatal: ((error: OnetokenError) => void) | undefined;
}

/** How long one alert stands for the whole fleet. */
const ALERT_MS = 3_600_000;

export function createFatalReporter(options: FatalOptions): FatalReporter {
  const { scope, store, events, onFatal } = options;
  let isReported = false;
  return {
    async report(error) {
      if (isReported) return;
      isReported = true;
      // Without the store every process alerts; receivers merge by the common key.
      const isFirst = await store.attempt('claim', (it) => it.claim('alert', ALERT_MS));
      const { code, message } = error;
      const dedupKey = `onetoken-${scope}`;
      events.emit('fatal', { code, message, alert: isFirst ?? true, dedupKey });
      if (onFatal) callSafely(onFatal, error);
    },
  };
}
