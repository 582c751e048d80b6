/** When a metric is a reason to wake somebody. */
export interface Condition {
  readonly name: string;
  readonly metric: string;
  /** What it means and which runbook says what to do. */
  readonly meaning: string;
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  readonly above: number;
  /** Length of one look, and how many in a row must be above. */
  readonly seconds: number;
  readonly times: number;
}

/** Per node of the cache: docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html */
export const CACHE_ALARMS: readonly Condition[] = [
  {
    name: 'engine-cpu',
    metric: 'EngineCPUUtilization',
    meaning:
      'The one thread of the cache is nearly busy. A token cache should idle: look for other users.',
    statistic: 'Average',
    above: 80,
    seconds: 60,
    times: 5,
  },
  {
    name: 'memory',
    metric: 'DatabaseMemoryUsagePercentage',
    meaning: 'The cache is nearly full. Tokens take kilobytes: look for other users.',
    statistic: 'Maximum',
    above: 80,
    seconds: 60,
    times: 5,
  },
  {
    name: 'evictions',
    metric: 'Evictions',
    meaning: 'The cache drops entries; a dropped token costs one more request at the login.',
    statistic: 'Sum',
    above: 0,
    seconds: 300,
    times: 1,
  },
  {
    name: 'refused-logins',
    metric: 'AuthenticationFailures',
    meaning:
      'Somebody uses a wrong password: a rotation went wrong, or a stranger. Runbook: lose-the-cache.',
    statistic: 'Sum',
    above: 0,
    seconds: 300,
    times: 1,
  },
];

/** Only with replicas. */
export const REPLICATION_ALARM: Condition = {
  name: 'replication-lag',
  metric: 'ReplicationLag',
  meaning:
    'A replica is far behind: a fail-over now would cost a token request. Runbook: lose-the-cache.',
  statistic: 'Maximum',
  above: 10,
  seconds: 60,
  times: 5,
};

/**
 * Of the services' own metrics, summed over the fleet. A collector brings them from `/metrics` to CloudWatch, namespace
 * `onetoken`, dimension `environment`, counters as differences (README).
 */
export const TOKEN_ALARMS: readonly Condition[] = [
  {
    name: 'client-refused',
    metric: 'onetoken_fatal_total',
    meaning:
      'Genesys Cloud refuses the OAuth client: API calls fail. Runbook: rotate-client-secret.',
    statistic: 'Sum',
    above: 0,
    seconds: 300,
    times: 1,
  },
  {
    name: 'throttled',
    metric: 'onetoken_cooldowns_total',
    meaning:
      'The login throttles the fleet, refuses its client, or is away. Runbook: throttled-by-genesys.',
    statistic: 'Sum',
    above: 0,
    seconds: 900,
    times: 1,
  },
  {
    name: 'too-many-token-requests',
    metric: 'onetoken_token_requests_total',
    meaning:
      'A fleet needs two or three tokens a day. Is the cache shared? Runbook: lose-the-cache.',
    statistic: 'Sum',
    above: 10,
    seconds: 3600,
    times: 1,
  },
];
