/** The condition under which a metric raises an alarm. */
export interface Condition {
  readonly name: string;
  readonly metric: string;
  /** What it means, and the runbook to follow. */
  readonly meaning: string;
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  readonly above: number;
  /** Length of one period, and how many periods in a row must be above the threshold. */
  readonly seconds: number;
  readonly times: number;
}

/** Per node of the cache: docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html */
export const CACHE_ALARMS: readonly Condition[] = [
  {
    name: 'engine-cpu',
    metric: 'EngineCPUUtilization',
    meaning:
      'The single thread of the cache is almost saturated. A token cache should be idle: look for other users.',
    statistic: 'Average',
    above: 80,
    seconds: 60,
    times: 5,
  },
  {
    name: 'memory',
    metric: 'DatabaseMemoryUsagePercentage',
    meaning: 'The cache is almost full. Tokens need kilobytes: look for other users.',
    statistic: 'Maximum',
    above: 80,
    seconds: 60,
    times: 5,
  },
  {
    name: 'evictions',
    metric: 'Evictions',
    meaning: 'The cache evicts entries; an evicted token costs one more token request.',
    statistic: 'Sum',
    above: 0,
    seconds: 300,
    times: 1,
  },
  {
    name: 'refused-logins',
    metric: 'AuthenticationFailures',
    meaning:
      'A client uses a wrong password: a failed rotation, or an intruder. Runbook: lose-the-cache.',
    statistic: 'Sum',
    above: 0,
    seconds: 300,
    times: 1,
  },
];

/** Only for a cache with replicas. */
export const REPLICATION_ALARM: Condition = {
  name: 'replication-lag',
  metric: 'ReplicationLag',
  meaning: 'A replica lags: a fail-over now would cost one token request. Runbook: lose-the-cache.',
  statistic: 'Maximum',
  above: 10,
  seconds: 60,
  times: 5,
};

/**
 * From the metrics of the services, summed over the fleet. A collector copies them from `/metrics` to CloudWatch, namespace
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
      'The token endpoint throttles the fleet, refuses its client or is unavailable. Runbook: throttled-by-genesys.',
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
