import { describe, expect, test } from 'vitest';
import type { Manifest } from '../src/collect.ts';
import { NetworkBoundary, type NetworkBoundaryArgs } from '../src/index.ts';
import { type AnyManifest, manifests, only } from './manifests.ts';

function policies(args: Partial<NetworkBoundaryArgs> = {}): Promise<Manifest[]> {
  const genesys = {};
  return manifests(
    () => new NetworkBoundary('network', { namespace: 'onetoken', genesys, ...args }),
  );
}

async function policy(name: string, args: Partial<NetworkBoundaryArgs> = {}): Promise<AnyManifest> {
  return only(await policies(args), 'NetworkPolicy', name).spec;
}

function role(component: string) {
  return {
    podSelector: {
      matchLabels: {
        'app.kubernetes.io/part-of': 'onetoken',
        'app.kubernetes.io/component': component,
      },
    },
  };
}

const namespaceOf = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

describe('NetworkBoundary', () => {
  test('denies everything first, for every pod', async () => {
    expect(await policy('default-deny')).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('opens the cache to services alone', async () => {
    expect((await policy('token-cache')).ingress).toEqual([
      { from: [role('service')], ports: [{ protocol: 'TCP', port: 6379 }] },
    ]);
  });

  test('lets services reach public addresses on 443, and no private or metadata range', async () => {
    const [, https] = (await policy('service')).egress;
    expect(https.ports).toEqual([{ protocol: 'TCP', port: 443 }]);
    const [v4] = https.to;
    expect(v4.ipBlock.cidr).toBe('0.0.0.0/0');
    for (const range of ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']) {
      expect(v4.ipBlock.except).toContain(range);
    }
  });

  test('narrows egress to the ranges that are given', async () => {
    const { egress } = await policy('service', { genesys: { cidrs: ['203.0.113.0/24'] } });
    expect(egress[1]).toEqual({
      to: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
      ports: [{ protocol: 'TCP', port: 443 }],
    });
  });

  test('with a mock, lets services reach its API, but not its statistics and nothing outside', async () => {
    const args = { genesys: { mock: true as const }, loadTest: {} };
    const { egress } = await policy('service', args);
    expect(egress[1]).toEqual({
      to: [role('mock-genesys')],
      ports: [{ protocol: 'TCP', port: 8080 }],
    });
    expect(JSON.stringify(egress)).not.toContain('ipBlock');
    const { ingress } = await policy('mock-genesys', args);
    const statistics = ingress.find((rule: AnyManifest) => rule.ports[0].port === 8081);
    expect(statistics.from).toEqual([role('load-test')]);
  });

  test('with an external cache, opens its ranges and keeps no rule for one in the cluster', async () => {
    const externalCache = { cidrs: ['10.20.0.0/16'], port: 6380 };
    const all = await policies({ externalCache });
    expect(all.some((m) => m.metadata.name === 'token-cache')).toBe(false);
    expect(only(all, 'NetworkPolicy', 'service')['spec'].egress[0]).toEqual({
      to: [{ ipBlock: { cidr: '10.20.0.0/16' } }],
      ports: [{ protocol: 'TCP', port: 6380 }],
    });
  });

  test('lets no namespace call the services unless it is named', async () => {
    expect((await policy('service')).ingress).toEqual([]);
    const { ingress } = await policy('service', {
      clientNamespaces: ['ingress-nginx'],
      monitoringNamespace: 'monitoring',
    });
    expect(ingress).toEqual([
      {
        from: [namespaceOf('ingress-nginx'), namespaceOf('monitoring')],
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ]);
  });

  test('lets only k6-operator start the runners from outside', async () => {
    const { ingress } = await policy('load-test', {
      loadTest: { operatorNamespace: 'k6-operator-system' },
    });
    expect(ingress[0].from).toEqual([role('load-test'), namespaceOf('k6-operator-system')]);
  });

  test('lets every pod ask for names: in kube-system, and where the node itself answers', async () => {
    const to = async (args?: Partial<NetworkBoundaryArgs>) => (await policy('dns', args)).egress[0];
    const ports = [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ];
    expect(await to()).toEqual({ to: [namespaceOf('kube-system')], ports });
    expect(await to({ dnsCidrs: ['172.20.0.10/32'] })).toEqual({
      to: [namespaceOf('kube-system'), { ipBlock: { cidr: '172.20.0.10/32' } }],
      ports,
    });
  });

  test('lets services send to the collector', async () => {
    const { egress } = await policy('service', {
      collector: { namespace: 'observability', port: 4318 },
    });
    expect(egress).toContainEqual({
      to: [namespaceOf('observability')],
      ports: [{ protocol: 'TCP', port: 4318 }],
    });
  });

  test('with Cilium, names replace the rule for addresses, which would undo them', async () => {
    const ciliumHosts = ['login.mypurecloud.ie', 'api.mypurecloud.ie'];
    const all = await policies({ ciliumHosts });
    const { spec } = only(all, 'CiliumNetworkPolicy');
    expect((spec as AnyManifest).egress[1].toFQDNs).toEqual(
      ciliumHosts.map((matchName) => ({ matchName })),
    );
    expect(JSON.stringify(only(all, 'NetworkPolicy', 'service'))).not.toContain('0.0.0.0/0');
  });
});
