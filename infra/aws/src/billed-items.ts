import { CACHE_ALARMS, TOKEN_ALARMS } from './alarm-conditions.ts';
import { clientsOf, furtherSecretsOf } from './secret-names.ts';
import type { Settings } from './settings.ts';

/** Usage of a stack in a month, which its settings do not contain. Pass a file with your own figures. */
export interface Usage {
  /** Instances that Auto Mode runs for the services; 0 for an existing cluster. */
  readonly nodes: number;
  /** GB through the NAT gateways in both directions: calls of the Genesys API. */
  readonly natGb: number;
  /** GB of logs from the cluster, the refused connections and the function. */
  readonly logGb: number;
  /** GB of all images of one service. */
  readonly imageGbPerService: number;
  /** Invocations of the function, and the duration of one. */
  readonly invocations: number;
  readonly secondsPerInvocation: number;
  /** Cold starts of the function in a month; each reads two secrets. */
  readonly functionStarts: number;
  /** Seconds between two reads of each secret by the External Secrets Operator. */
  readonly secretRefreshSeconds: number;
}

export interface BilledItem {
  /** Key of its price in the price file. */
  readonly key: string;
  readonly what: string;
  readonly formula: string;
  readonly quantity: number;
  readonly unit: string;
}

/** AWS counts a month as 730 hours. */
const HOURS = 730;
const FUNCTION_GB = 0.25;

/** Everything of a stack that AWS bills, per month. */
export function billedItems(settings: Settings, usage: Usage): BilledItem[] {
  return [
    ...clusterItems(settings, usage),
    ...networkItems(settings, usage),
    ...dataItems(settings, usage),
    ...watchItems(settings, usage),
    ...functionItems(settings, usage),
  ];
}

function item(
  key: string,
  what: string,
  formula: string,
  quantity: number,
  unit: string,
): BilledItem {
  return { key, what, formula, quantity: Math.round(quantity * 100) / 100, unit };
}

function clusterItems({ cluster }: Settings, { nodes }: Usage): BilledItem[] {
  if ('name' in cluster) return [];
  const hours = nodes * HOURS;
  return [
    item('eks-cluster', 'EKS control plane', `1 cluster × ${HOURS} h`, HOURS, 'cluster-hour'),
    item('ec2-node', 'EC2 instances', `${nodes} nodes × ${HOURS} h`, hours, 'instance-hour'),
    item(
      'eks-auto-mode',
      'EKS Auto Mode fee',
      `${nodes} nodes × ${HOURS} h`,
      hours,
      'instance-hour',
    ),
  ];
}

function networkItems({ network }: Settings, { natGb }: Usage): BilledItem[] {
  if ('vpcId' in network) return [];
  const nats = network.natGateways === 'one' ? 1 : network.zones.length;
  const formula = `${nats} × ${HOURS} h`;
  return [
    item('nat-hour', 'NAT gateways', formula, nats * HOURS, 'gateway-hour'),
    item('nat-gb', 'NAT traffic', `${natGb} GB`, natGb, 'GB'),
    item(
      'ipv4-hour',
      'Public addresses of the NAT gateways',
      formula,
      nats * HOURS,
      'address-hour',
    ),
  ];
}

function dataItems(settings: Settings, usage: Usage): BilledItem[] {
  const { cache, services } = settings;
  const nodes = 1 + cache.replicas;
  const names = Object.keys(services);
  const inCluster = names.filter((name) => services[name]?.runsOn === 'kubernetes').length;
  const clients = clientsOf(services).length;
  const further = furtherSecretsOf(services).length;
  const secrets = clients + names.length + further;
  return [
    item(
      cache.nodeType,
      `ElastiCache nodes, ${cache.nodeType}`,
      `(1 + ${cache.replicas}) × ${HOURS} h`,
      nodes * HOURS,
      'node-hour',
    ),
    item(
      'secret',
      'Secrets',
      `${clients} clients + ${names.length} services + ${further} further`,
      secrets,
      'secret-month',
    ),
    ...secretReads(settings, usage, clients + inCluster + further),
    item('kms-key', 'KMS key', '1', 1, 'key-month'),
    item(
      'ecr-gb',
      'Images',
      `${inCluster} services × ${usage.imageGbPerService} GB`,
      inCluster * usage.imageGbPerService,
      'GB-month',
    ),
  ];
}

function watchItems({ cache }: Settings, usage: Usage): BilledItem[] {
  const nodes = 1 + cache.replicas;
  const perNode = CACHE_ALARMS.length + (cache.replicas > 0 ? 1 : 0);
  const alarms = nodes * perNode + TOKEN_ALARMS.length;
  return [
    item(
      'alarm',
      'CloudWatch alarms',
      `${nodes} nodes × ${perNode} + ${TOKEN_ALARMS.length}`,
      alarms,
      'alarm-month',
    ),
    item('log-gb', 'CloudWatch logs', `${usage.logGb} GB`, usage.logGb, 'GB'),
  ];
}

function secretReads(settings: Settings, usage: Usage, copied: number): BilledItem[] {
  const seconds = settings.secretReader ? usage.secretRefreshSeconds : Number.POSITIVE_INFINITY;
  const looks = (copied * HOURS * 3600) / seconds;
  const starts = usage.functionStarts * 2;
  const formula = `${copied} secrets × ${HOURS} h × 3600 s ÷ ${seconds} s + ${usage.functionStarts} starts × 2`;
  return [
    item(
      'secret-10k',
      'Reads of secrets',
      `(${formula}) ÷ 10 000`,
      (looks + starts) / 1e4,
      '10 000 calls',
    ),
  ];
}

function functionItems({ services }: Settings, usage: Usage): BilledItem[] {
  if (!Object.values(services).some(({ runsOn }) => runsOn === 'lambda')) return [];
  const { invocations, secondsPerInvocation } = usage;
  return [
    item(
      'lambda-million',
      'Invocations',
      `${invocations} ÷ 1 000 000`,
      invocations / 1e6,
      'million',
    ),
    item(
      'lambda-gb-second',
      'Run time of the function',
      `${invocations} × ${secondsPerInvocation} s × ${FUNCTION_GB} GB`,
      invocations * secondsPerInvocation * FUNCTION_GB,
      'GB-second',
    ),
  ];
}
