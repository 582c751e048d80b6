import type { NetworkBoundaryArgs } from '@onetoken/infra-components';
import { hostsOfRegion } from './regions.ts';
import type { Settings } from './settings.ts';

/** Who may talk to whom, from the settings. */
export function boundary(settings: Settings): Omit<NetworkBoundaryArgs, 'namespace'> {
  const { cache, crmSync, loadTest, mock, monitoring, network } = settings;
  return {
    genesys: mock ? { mock: true } : { cidrs: network.egressCidrs },
    externalCache: cache.kind === 'external' ? cache : undefined,
    clientNamespaces: network.clientNamespaces,
    monitoringNamespace: monitoring?.namespace,
    database: crmSync?.database && { service: 'crm-sync', ...crmSync.database },
    collector: network.collector,
    loadTest: loadTest && { operatorNamespace: loadTest.operatorNamespace },
    ciliumHosts: network.cilium ? genesysHosts(settings) : undefined,
  };
}

function genesysHosts({ genesys }: Settings): string[] {
  const { endpoints, region } = genesys ?? {};
  if (endpoints) return [endpoints.login, endpoints.api].map((url) => new URL(url).hostname);
  return region ? hostsOfRegion(region) : [];
}
