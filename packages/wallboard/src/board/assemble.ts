import { type Board, type QueueFigures, TREND_LENGTH } from './board.ts';
import type { Aggregates, Observations, QueueName } from './queries.ts';

export interface Readings {
  readonly queues: readonly QueueName[];
  readonly observations: Observations;
  readonly aggregates: Aggregates;
  /** Continues the trend. */
  readonly previous: Board | undefined;
  readonly now: number;
  readonly pod: string;
}

/** Combines the responses of Genesys Cloud. A queue or a figure that is missing in a response is empty, not an error. */
export function assembleBoard(readings: Readings): Board {
  const trends = new Map(readings.previous?.queues.map(({ id, trend }) => [id, trend]));
  const queues = readings.queues.map((queue): QueueFigures => {
    const { count, longestWaitMs } = observationsOf(readings.observations, queue.id);
    const waiting = count('oWaiting');
    return {
      ...queue,
      waiting,
      interacting: count('oInteracting'),
      longestWaitMs: waiting > 0 ? longestWaitMs : null,
      agents: {
        interacting: count('oOnQueueUsers', 'INTERACTING'),
        idle: count('oOnQueueUsers', 'IDLE'),
        notResponding: count('oOnQueueUsers', 'NOT_RESPONDING'),
      },
      serviceLevel: serviceLevelOf(readings.aggregates, queue.id),
      trend: [...(trends.get(queue.id) ?? []), waiting].slice(-TREND_LENGTH),
    };
  });
  return { at: readings.now, readBy: readings.pod, queues };
}

/** Sums over media types, which are separate groups. */
function observationsOf(observations: Observations, queueId: string) {
  const data = observations
    .filter(({ group }) => group.queueId === queueId)
    .flatMap((result) => result.data);
  const waits = data
    .filter(({ metric }) => metric === 'oLongestWaiting')
    .flatMap(({ stats }) => stats.calculatedMetricValue ?? []);
  return {
    longestWaitMs: waits.length > 0 ? Math.max(...waits) : null,
    count: (metric: string, qualifier?: string): number =>
      data
        .filter((one) => one.metric === metric && one.qualifier === qualifier)
        .reduce((sum, { stats }) => sum + (stats.count ?? 0), 0),
  };
}

/** Over media types and parts of the interval: the share of calls answered in time. */
function serviceLevelOf(aggregates: Aggregates, queueId: string): number | null {
  const stats = aggregates
    .filter(({ group }) => group.queueId === queueId)
    .flatMap(({ data }) => data.flatMap(({ metrics }) => metrics))
    .filter(({ metric }) => metric === 'oServiceLevel')
    .map((one) => one.stats);
  const sum = (of: 'numerator' | 'denominator'): number =>
    stats.reduce((total, one) => total + (one[of] ?? 0), 0);
  const denominator = sum('denominator');
  return denominator > 0 ? Math.min(1, sum('numerator') / denominator) : null;
}
