/** An alert of Prometheus. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: 'critical' | 'warning' };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** The most urgent first. The metrics are those that services expose on `/metrics`. */
export const alertRules: readonly AlertRule[] = [
  {
    alert: 'OnetokenClientRefused',
    // A pod that stops for this reason takes its counter with it before a scrape; its replacement is refused at the token
    // endpoint repeatedly, which the second counter shows.
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
    // The hard margin of the library: five minutes, or a fifth of the life of a short-lived token.
    expr: [
      'max by (namespace) (onetoken_token_expires_timestamp_seconds) - time() < clamp_max(',
      'max by (namespace) (onetoken_token_expires_timestamp_seconds)',
      '- max by (namespace) (onetoken_token_issued_timestamp_seconds), 1500) / 5',
    ].join(' '),
    for: '2m',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'The token expires soon and was not refreshed',
      description:
        'Every token request since the refresh was due has failed. API calls will fail next.',
    },
  },
  {
    alert: 'OnetokenRefreshOverdue',
    expr: 'time() - max by (namespace) (onetoken_token_refresh_timestamp_seconds) > 900',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'The token refresh is 15 minutes overdue',
      description: 'API calls still work. See onetoken_token_request_failures_total by code.',
    },
  },
  {
    alert: 'OnetokenThrottled',
    expr: 'sum by (namespace) (increase(onetoken_cooldowns_total{kind="throttled"}[15m])) > 0',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Genesys Cloud throttles the token endpoint',
      description:
        'Too many token requests: another program uses the same client, or the cache is down.',
    },
  },
  {
    alert: 'OnetokenTooManyTokenRequests',
    expr: 'sum by (namespace) (increase(onetoken_token_requests_total[1h])) > 10',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'More than ten token requests in an hour',
      description:
        'A fleet needs two or three a day. Check that the shared cache is up and the same for all pods.',
    },
  },
  {
    alert: 'OnetokenCacheUnavailable',
    expr: 'min by (namespace) (onetoken_store_available) == 0',
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'A pod cannot reach the shared token cache',
      description: 'API calls still work; each pod without the cache requests its own token.',
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
        'Its log says what it waits for: the database, the token endpoint or the API. The first pass over a large organisation may take longer.',
    },
  },
];
