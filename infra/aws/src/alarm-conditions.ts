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

export const TOKEN_ALARMS: readonly Condition[] = [];
