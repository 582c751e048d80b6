import type { NetworkBoundaryArgs } from '@onetoken/infra-kubernetes-components';
import { hostsOfRegion } from './regions.ts';
import type { Settings } from './settings.ts';

const PAGERDUTY = 'https://events.pagerduty.com';

/** Which connections are allowed, from the settings. */
export function boundary(settings: Settings): Omit<NetworkBoundaryArgs, 'namespace'> {
  const { cache, loadTest, mock, monitoring, network, services } = settings;
  return {
    genesys: mock ? { mock: true } : { cidrs: network.egressCidrs },
    externalCache: cache.kind === 'external' ? cache : undefined,
    clientNamespaces: network.clientNamespaces,
    monitoringNamespace: monitoring?.namespace,
    databases: Object.entries(services).flatMap(([service, { database }]) =>
      database ? [{ service, cidrs: database.cidrs, port: database.port }] : [],
    ),
    dnsCidrs: network.dnsCidrs,
    collector: network.collector,
    loadTest: loadTest && { operatorNamespace: loadTest.operatorNamespace },
    ciliumHosts: network.cilium ? calledHosts(settings) : undefined,
  };
}

/** Hosts of the login, the API and PagerDuty. */
function calledHosts(settings: Settings): string[] {
  const alerts = Object.values(settings.services).map(
    ({ environment }) => environment['PAGERDUTY_EVENTS_URL'] ?? PAGERDUTY,
  );
  const hosts = settings.alertSecret ? alerts.map((url) => new URL(url).hostname) : [];
  return [...genesysHosts(settings), ...new Set(hosts)];
}

function genesysHosts({ genesys }: Settings): string[] {
  const { endpoints, region } = genesys ?? {};
  if (endpoints) return [endpoints.login, endpoints.api].map((url) => new URL(url).hostname);
  return region ? hostsOfRegion(region) : [];
}
