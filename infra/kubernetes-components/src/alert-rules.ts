/** An alert of Prometheus. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: 'critical' | 'warning' };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** From what wakes somebody up to what can wait. Metrics are those of the services' `/metrics`. */
export const alertRules: readonly AlertRule[] = [
  {
    alert: 'OnetokenClientRefused',
    // A service that stops for it takes its counter along before anybody reads it; the one that starts in its place is
    // refused at the login, again and again.
    expr: [
      'sum by (namespace) (increase(onetoken_fatal_total[15m]))',
      'sum by (namespace) (increase(onetoken_cooldowns_total{kind="refused"}[15m])) > 0',
    ].join(' + '),
    labels: { severity: 'critical' },
    annotations: {
      summary: 'Genesys Cloud refuses the OAuth client',
      description:
        'The client was revoked, disabled or its secret changed. Check it, then rotate the secret.',
    },
  },
  {
    alert: 'OnetokenTokenEndsSoon',
    // The hard margin of the library: five minutes, or a fifth of a life that is short.
    expr: [
      'max by (namespace) (onetoken_token_expires_timestamp_seconds) - time() < clamp_max(',
      'max by (namespace) (onetoken_token_expires_timestamp_seconds)',
      '- max by (namespace) (onetoken_token_issued_timestamp_seconds), 1500) / 5',
    ].join(' '),
    for: '2m',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'No fresh token shortly before the end of the old one',
      description:
        'The login has failed since the refresh was due, half a life ago. API calls will fail next.',
    },
  },
  {
    alert: 'OnetokenRefreshOverdue',
    expr: 'time() - max by (namespace) (onetoken_token_refresh_timestamp_seconds) > 900',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The token should have been refreshed a quarter of an hour ago',
      description: 'API calls still work. See onetoken_token_request_failures_total by code.',
    },
  },
  {
    alert: 'OnetokenThrottled',
    expr: 'sum by (namespace) (increase(onetoken_cooldowns_total{kind="throttled"}[15m])) > 0',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Genesys Cloud throttled the login',
      description:
        'Something asks for tokens too often: another program with the same client, or a lost cache.',
    },
  },
  {
    alert: 'OnetokenTooManyTokenRequests',
    expr: 'sum by (namespace) (increase(onetoken_token_requests_total[1h])) > 10',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'More than ten token requests in an hour',
      description:
        'A fleet needs two or three a day. Is the shared cache there, and is it the same for all pods?',
    },
  },
  {
    alert: 'OnetokenCacheUnavailable',
    expr: 'min by (namespace) (onetoken_store_available) == 0',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A pod does not reach the shared token cache',
      description: 'API calls still work; each pod without the cache holds a token of its own.',
    },
  },
  {
    alert: 'OnetokenSyncBehind',
    expr: 'time() - max by (namespace) (onetoken_sync_last_pass_timestamp_seconds) > 3600',
    for: '30m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The CRM sync has completed no pass for an hour',
      description:
        'Its log says what it waits for: the database, the login, the API. The first pass over a large organisation may take longer.',
    },
  },
];
