import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  CACHE_ALARMS,
  type Condition,
  REPLICATION_ALARM,
  TOKEN_ALARMS,
} from './alarm-conditions.ts';

export interface AlarmsArgs {
  /** Prefix of the alarms' names, and the value of the metrics' `environment` dimension. */
  readonly environment: string;
  /** Nodes of the cache by name. */
  readonly cacheNodes: readonly string[];
  /** SNS topics that notify the people on call. */
  readonly topicArns: readonly string[];
}

/** Notifies the on-call topics before a fault of the cache or the token stops API calls. */
export class Alarms extends pulumi.ComponentResource {
  constructor(name: string, args: AlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:Alarms', name, {}, options);
    const ofCache =
      args.cacheNodes.length > 1 ? [...CACHE_ALARMS, REPLICATION_ALARM] : [...CACHE_ALARMS];
    for (const node of args.cacheNodes) {
      for (const condition of ofCache) {
        this.#alarm(node, 'AWS/ElastiCache', { CacheClusterId: node }, condition, args);
      }
    }
    for (const condition of TOKEN_ALARMS) {
      this.#alarm(args.environment, 'onetoken', { environment: args.environment }, condition, args);
    }
    this.registerOutputs({});
  }

  #alarm(
    subject: string,
    namespace: string,
    dimensions: Record<string, string>,
    condition: Condition,
    args: AlarmsArgs,
  ): void {
    const actions = [...args.topicArns];
    new aws.cloudwatch.MetricAlarm(
      `${subject}-${condition.name}`,
      {
        name: `${subject}-${condition.name}`,
        alarmDescription: condition.meaning,
        namespace,
        dimensions,
        metricName: condition.metric,
        statistic: condition.statistic,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: condition.above,
        period: condition.seconds,
        evaluationPeriods: condition.times,
        treatMissingData: 'notBreaching',
        alarmActions: actions,
        okActions: actions,
      },
      { parent: this },
    );
  }
}
