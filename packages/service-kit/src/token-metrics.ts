import type { TokenEvent } from '@onetoken/auth';
import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * Counters for alerts exist from the start, at zero. Prometheus sees an increase only from an earlier sample, so a
 * counter that appears with its first event would hide that event.
 */
const COOLDOWN_KINDS = ['throttled', 'unavailable', 'refused', 'no-login'] as const;
const FATAL_CODES = ['ERR_LOGIN_REFUSED', 'ERR_TOKEN_REJECTED'] as const;

/**
 * The metrics of a token provider, for Prometheus. Pass it every event.
 * The Grafana dashboard in `docs/grafana` uses these names, and a test compares the two.
 */
export function createTokenMetrics(registry: Registry): (event: TokenEvent) => void {
  const metrics = defineMetrics(registry);
  metrics.storeAvailable.set(1);
  for (const kind of COOLDOWN_KINDS) metrics.cooldowns.inc({ kind }, 0);
  for (const code of FATAL_CODES) metrics.fatal.inc({ code }, 0);
  return (event) => {
    switch (event.type) {
      case 'request':
        return metrics.requests.inc();
      case 'request-failed':
        return metrics.failures.inc({ code: event.code ?? 'unknown' });
      case 'token-issued':
      case 'token-adopted':
        metrics.tokens.inc({ source: event.type === 'token-issued' ? 'login' : 'fleet' });
        metrics.issuedAt.set(event.issuedAt / 1000);
        metrics.refreshAt.set(event.refreshAt / 1000);
        return metrics.expiresAt.set(event.expiresAt / 1000);
      case 'token-invalidated':
        return metrics.invalidations.inc({ origin: event.origin });
      case 'cooldown':
        return metrics.cooldowns.inc({ kind: event.kind });
      case 'store-unavailable':
        return metrics.storeAvailable.set(0);
      case 'store-available':
        return metrics.storeAvailable.set(1);
      case 'fatal':
        return metrics.fatal.inc({ code: event.code });
      default:
        return undefined;
    }
  };
}

function defineMetrics(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `onetoken_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `onetoken_${name}`, help, registers });
  return {
    requests: counter('token_requests_total', 'Token requests sent by this process.'),
    failures: counter('token_request_failures_total', 'Token requests that failed.', ['code']),
    tokens: counter('tokens_total', 'Tokens taken into use, by source.', ['source']),
    invalidations: counter('token_invalidations_total', 'Tokens dropped before they expired.', [
      'origin',
    ]),
    cooldowns: counter('cooldowns_total', 'Cool-downs of the fleet.', ['kind']),
    fatal: counter('fatal_total', 'Times that the client was found out of service.', ['code']),
    storeAvailable: gauge('store_available', 'Whether the shared store answers (1) or not (0).'),
    issuedAt: gauge('token_issued_timestamp_seconds', 'When the token in use was issued.'),
    refreshAt: gauge(
      'token_refresh_timestamp_seconds',
      'When the token in use is due for refresh.',
    ),
    expiresAt: gauge('token_expires_timestamp_seconds', 'When the token in use expires.'),
  };
}
