import { Counter, Gauge, type Registry } from 'prom-client';
import type { Step } from './streams/step.ts';

export interface SyncMetrics {
  step(stream: string, step: Step): void;
  pass(now: number): void;
  retry(route: string): void;
}

/** The metrics of the sync, for Prometheus. */
export function createSyncMetrics(registry: Registry): SyncMetrics {
  const registers = [registry];
  const rows = new Counter({
    name: 'onetoken_sync_rows_total',
    help: 'Rows that were new or changed.',
    labelNames: ['stream'],
    registers,
  });
  const pages = new Counter({
    name: 'onetoken_sync_pages_total',
    help: 'Pages read and stored.',
    labelNames: ['stream'],
    registers,
  });
  const retries = new Counter({
    name: 'onetoken_sync_retries_total',
    help: 'API calls that had to wait and be sent again.',
    labelNames: ['route'],
    registers,
  });
  const lastPass = new Gauge({
    name: 'onetoken_sync_last_pass_timestamp_seconds',
    help: 'When the last complete pass ended.',
    registers,
  });
  return {
    step(stream, { changed }) {
      pages.inc({ stream });
      rows.inc({ stream }, changed);
    },
    pass: (now) => lastPass.set(now / 1000),
    retry: (route) => retries.inc({ route }),
  };
}
