import type { Attributes, Counter, Histogram, Meter, ObservableGauge } from '@opentelemetry/api';
import type { TokenProvider } from '../ports/provider.ts';

export interface Instruments {
  readonly requestDuration: Histogram;
  readonly timeToExpiry: ObservableGauge;
  readonly adopted: Counter;
  readonly invalidated: Counter;
  readonly refreshFailures: Counter;
  readonly cooldown: Histogram;
  readonly storeAvailable: ObservableGauge;
  readonly storeOutages: Counter;
  readonly publishRefused: Counter;
  readonly secretSwitched: Counter;
  readonly fatal: Counter;
  readonly budgetRefused: Counter;
  readonly budgetPause: Histogram;
  readonly budgetShared: ObservableGauge;
}

/** The boundaries of the conventions for HTTP clients, in s. */
const REQUEST_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** From a second to an hour: pauses that a response requested. */
const PAUSE_S = [1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3_600];

/**
 * Units are the instruments' own and not part of their names, as the semantic conventions want it;
 * exporters for Prometheus append them (`onetoken_token_request_duration_seconds`).
 */
export function createInstruments(meter: Meter): Instruments {
  const seconds = (name: string, description: string, bounds: number[]): Histogram =>
    meter.createHistogram(`onetoken.${name}`, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries: bounds },
    });
  const gauge = (name: string, description: string, unit: string): ObservableGauge =>
    meter.createObservableGauge(`onetoken.${name}`, { description, unit });
  const counter = (name: string, description: string, unit: string): Counter =>
    meter.createCounter(`onetoken.${name}`, { description, unit });
  return {
    requestDuration: seconds('token.request.duration', 'Token requests to the login', REQUEST_S),
    timeToExpiry: gauge('token.time_to_expiry', 'Remaining life of the token, 0 without', 's'),
    adopted: counter('token.adopted', 'Tokens adopted from another process', '{token}'),
    invalidated: counter('token.invalidated', 'Tokens dropped before they expired', '{token}'),
    refreshFailures: counter('token.refresh.failures', 'Failed refreshes', '{refresh}'),
    cooldown: seconds('cooldown.duration', 'Time without token requests of the fleet', PAUSE_S),
    storeAvailable: gauge('store.available', 'Whether the shared store answers: 1 or 0', '1'),
    storeOutages: counter('store.outages', 'Times that the store became unavailable', '{outage}'),
    publishRefused: counter('publish.refused', 'Tokens that the store refused', '{token}'),
    secretSwitched: counter('secret.switched', 'Changes of the live secret', '{switch}'),
    fatal: counter('fatal', 'Findings that the client is out of service', '{finding}'),
    budgetRefused: counter('budget.refused', 'API calls that were not sent', '{call}'),
    budgetPause: seconds('budget.pause.duration', 'Pauses after a 429 of the API', PAUSE_S),
    budgetShared: gauge('budget.shared', 'Whether the budget is the fleet’s: 1 or 0', '1'),
  };
}

/** Names of attributes. Those without `onetoken` are of OpenTelemetry's semantic conventions. */
export const ATTRIBUTE = {
  errorType: 'error.type',
  scope: 'onetoken.scope',
  secret: 'onetoken.secret',
  attempt: 'onetoken.request.attempt',
  origin: 'onetoken.invalidation.origin',
  kind: 'onetoken.cooldown.kind',
  answer: 'onetoken.publish.answer',
  reason: 'onetoken.budget.reason',
} as const;

/** The value of the conventions for an error without a type. */
export const OTHER = '_OTHER';

const PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/** The credential and the token endpoint. */
export function originOf({ scope, endpoints }: TokenProvider): Attributes {
  const { hostname, port, protocol } = new URL(endpoints.login);
  return {
    [ATTRIBUTE.scope]: scope,
    'server.address': hostname,
    'server.port': port === '' ? (PORTS[protocol] ?? 443) : Number(port),
  };
}
