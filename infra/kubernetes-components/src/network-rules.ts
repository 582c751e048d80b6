import type { types } from '@pulumi/kubernetes';
import type { Input } from '@pulumi/pulumi';
import { roleSelector, workloadLabels } from './labels.ts';
import { MOCK_ADMIN_PORT, MOCK_API_PORT } from './mock-genesys.ts';
import { PUBLIC_ADDRESSES } from './public-addresses.ts';
import { SERVICE_PORT } from './token-service.ts';
import { CACHE_PORT } from './valkey-conf.ts';

export interface NetworkBoundaryArgs {
  readonly namespace: Input<string>;
  /** Where Genesys Cloud is. */
  readonly genesys: GenesysEgress;
  /** A cache outside the namespace: its private ranges and port. Default: the token cache in the namespace. */
  readonly externalCache?: { readonly cidrs: readonly string[]; readonly port: number } | undefined;
  /** Namespaces whose pods may call the services, such as that of the ingress controller. */
  readonly clientNamespaces?: readonly string[] | undefined;
  /** Namespace of Prometheus, which may read `/metrics`. */
  readonly monitoringNamespace?: string | undefined;
  /** Databases of the services. */
  readonly databases?: readonly DatabaseEgress[] | undefined;
  /**
   * Addresses of DNS in addition to the pods of kube-system, where the node answers DNS (EKS Auto Mode, NodeLocal DNSCache).
   */
  readonly dnsCidrs?: readonly string[] | undefined;
  /** OpenTelemetry collector that services may send to. */
  readonly collector?: { readonly namespace: string; readonly port: number } | undefined;
  /** Whether there are load-test pods, and the namespace of k6-operator, which starts and watches them. */
  readonly loadTest?: { readonly operatorNamespace?: string | undefined } | undefined;
  /** Host names that services may call on port 443; needs Cilium. */
  readonly ciliumHosts?: readonly string[] | undefined;
}

export interface DatabaseEgress {
  /** The only service that may reach the database. */
  readonly service: string;
  readonly cidrs: readonly string[];
  readonly port: number;
}

export type GenesysEgress =
  /** The mock in this namespace. */
  | { readonly mock: true }
  /** TCP 443 to these ranges; default: every public address. */
  | { readonly cidrs?: readonly string[] | undefined };

export type PolicySpec = types.input.networking.v1.NetworkPolicySpec;
type Peer = types.input.networking.v1.NetworkPolicyPeer;
type Egress = types.input.networking.v1.NetworkPolicyEgressRule;
type Ingress = types.input.networking.v1.NetworkPolicyIngressRule;

/** Port on which k6 runners wait for the signal to start. */
const K6_CONTROL_PORT = 6565;

/** Every policy of the namespace by name. All other connections are denied. */
export function policyRules(args: NetworkBoundaryArgs): Record<string, PolicySpec> {
  return {
    'default-deny': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    dns: { podSelector: {}, policyTypes: ['Egress'], egress: [dns(args.dnsCidrs)] },
    service: {
      podSelector: roleSelector('service'),
      policyTypes: ['Ingress', 'Egress'],
      ingress: serviceIngress(args),
      egress: serviceEgress(args),
    },
    ...(!args.externalCache && {
      'token-cache': ingressOnly('token-cache', 'service', CACHE_PORT),
    }),
    ...('mock' in args.genesys && { 'mock-genesys': mockPolicy() }),
    ...databasePolicies(args.databases),
    ...(args.loadTest && { 'load-test': loadTestPolicy(args.loadTest.operatorNamespace) }),
  };
}

function dns(cidrs: readonly string[] = []): Egress {
  return {
    to: [namespaceOf('kube-system'), ...cidrs.map(range)],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
}

function serviceIngress(args: NetworkBoundaryArgs): Ingress[] {
  const from: Peer[] = [
    ...(args.clientNamespaces ?? []).map(namespaceOf),
    ...(args.monitoringNamespace ? [namespaceOf(args.monitoringNamespace)] : []),
    ...(args.loadTest ? [pods('load-test')] : []),
  ];
  // An empty `from` would mean "from everywhere".
  return from.length === 0 ? [] : [{ from, ports: tcp(SERVICE_PORT) }];
}

function serviceEgress(args: NetworkBoundaryArgs): Egress[] {
  const { externalCache, collector, genesys } = args;
  return [
    externalCache
      ? { to: externalCache.cidrs.map(range), ports: tcp(externalCache.port) }
      : { to: [pods('token-cache')], ports: tcp(CACHE_PORT) },
    ...(collector ? [{ to: [namespaceOf(collector.namespace)], ports: tcp(collector.port) }] : []),
    ...genesysEgress(args, genesys),
  ];
}

function genesysEgress(
  args: NetworkBoundaryArgs,
  genesys: NetworkBoundaryArgs['genesys'],
): Egress[] {
  if ('mock' in genesys) return [{ to: [pods('mock-genesys')], ports: tcp(MOCK_API_PORT) }];
  if (genesys.cidrs) return [{ to: genesys.cidrs.map(range), ports: tcp(443) }];
  // Policies add up: a rule for addresses would allow what Cilium denies by name.
  return args.ciliumHosts ? [] : [{ to: PUBLIC_ADDRESSES, ports: tcp(443) }];
}

function databasePolicies(databases: readonly DatabaseEgress[] = []): Record<string, PolicySpec> {
  const policies = databases.map(({ service, cidrs, port }) => [
    `database-${service}`,
    {
      podSelector: { matchLabels: workloadLabels(service, 'service') },
      policyTypes: ['Egress'],
      egress: [{ to: cidrs.map(range), ports: tcp(port) }],
    },
  ]);
  return Object.fromEntries(policies);
}

function mockPolicy(): PolicySpec {
  return {
    podSelector: roleSelector('mock-genesys'),
    policyTypes: ['Ingress'],
    ingress: [
      { from: [pods('service')], ports: tcp(MOCK_API_PORT) },
      // Only the load test may reach the statistics: a service must not be able to change its own result.
      { from: [pods('load-test')], ports: tcp(MOCK_ADMIN_PORT) },
    ],
  };
}

function loadTestPolicy(operatorNamespace: string | undefined): PolicySpec {
  const starters = [
    pods('load-test'),
    ...(operatorNamespace ? [namespaceOf(operatorNamespace)] : []),
  ];
  return {
    podSelector: roleSelector('load-test'),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: starters, ports: tcp(K6_CONTROL_PORT) }],
    egress: [
      { to: [pods('service')], ports: tcp(SERVICE_PORT) },
      { to: [pods('mock-genesys')], ports: tcp(MOCK_ADMIN_PORT) },
      { to: [pods('load-test')], ports: tcp(K6_CONTROL_PORT) },
    ],
  };
}

function ingressOnly(
  to: Parameters<typeof roleSelector>[0],
  from: Parameters<typeof roleSelector>[0],
  port: number,
): PolicySpec {
  return {
    podSelector: roleSelector(to),
    policyTypes: ['Ingress'],
    ingress: [{ from: [pods(from)], ports: tcp(port) }],
  };
}

function pods(role: Parameters<typeof roleSelector>[0]): Peer {
  return { podSelector: roleSelector(role) };
}

function namespaceOf(name: string): Peer {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

function range(cidr: string): Peer {
  return { ipBlock: { cidr } };
}

function tcp(port: number): types.input.networking.v1.NetworkPolicyPort[] {
  return [{ protocol: 'TCP', port }];
}
