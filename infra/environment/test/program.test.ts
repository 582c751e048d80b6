import {
  type CollectedResource,
  isWrappedSecret,
  type Manifest,
  manifestOf,
} from '@onetoken/infra-kubernetes-components/collect';
import { describe, expect, test } from 'vitest';
import { SERVICE_CIDR } from '../../aws/src/settings.ts';
import { collectStack } from '../src/render.ts';
import { PROJECT } from '../src/stack-file.ts';
import { committedStack, stackElsewhere } from './support/aws-outputs.ts';

/** The tenth address of the services' range, as in every EKS cluster. */
const CLUSTER_DNS = SERVICE_CIDR.replace('.0.0/16', '.0.10/32');

// biome-ignore lint/suspicious/noExplicitAny: tests look into manifests of every kind
function object(resources: readonly CollectedResource[], kind: string, name?: string): any {
  const all = resources.flatMap((r) => manifestOf(r) ?? []);
  return all.find((m: Manifest) => m.kind === kind && (!name || m.metadata.name === name));
}

const collected = new Map<string, CollectedResource[]>();

/** Resources of a committed stack; each is collected once. */
async function collect(stack: string): Promise<CollectedResource[]> {
  const resources = collected.get(stack) ?? (await collectStack(stack, committedStack(stack)));
  collected.set(stack, resources);
  return resources;
}

describe('every stack', () => {
  test.each(['local', 'dev', 'staging', 'production-use1', 'production-euw1'])(
    '%s: one explicit provider, a restricted namespace, and all objects in it',
    async (stack) => {
      const resources = await collect(stack);
      const providers = resources.filter(({ type }) => type.startsWith('pulumi:providers:'));
      expect(providers).toHaveLength(1);
      const namespace = object(resources, 'Namespace');
      expect(namespace.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
      const others = resources.flatMap((r) => manifestOf(r) ?? []);
      for (const { kind, metadata } of others) {
        if (kind !== 'Namespace') expect([kind, metadata.namespace]).toEqual([kind, 'onetoken']);
      }
    },
  );
});

describe('local', () => {
  test('has four pods, the mock and a load test', async () => {
    const resources = await collect('local');
    expect(object(resources, 'Deployment', 'wallboard').spec.replicas).toBe(4);
    expect(object(resources, 'Deployment', 'mock-genesys')).toBeDefined();
    expect(object(resources, 'Job')).toBeDefined();
    expect(object(resources, 'ConfigMap', 'wallboard').data).toMatchObject({
      ONETOKEN_LOGIN_URL: 'http://mock-genesys',
      ONETOKEN_API_URL: 'http://mock-genesys',
      ONETOKEN_ALLOW_HTTP: '1',
      TOKEN_CACHE: 'shared',
    });
  });

  test('makes up its passwords, and keeps those of the first deployment', async () => {
    const secret = async () => {
      const all = await collectStack('local', committedStack('local'));
      return all.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
    };
    const [first, second] = [await secret(), await secret()];
    expect(first).toHaveLength(3); // the client, and a user of the cache for each service
    expect(JSON.stringify(first)).not.toBe(JSON.stringify(second));
    for (const { inputs } of first) expect(isWrappedSecret(inputs['data'])).toBe(true);
  });
});

describe('a real environment', () => {
  test('knows its region and allows no plain http', async () => {
    const { data } = object(await collect('production-euw1'), 'ConfigMap', 'wallboard');
    expect(data.GENESYSCLOUD_REGION).toBe('mypurecloud.ie');
    expect(data.ONETOKEN_ALLOW_HTTP).toBeUndefined();
  });

  test('has neither the mock nor a load test', async () => {
    const resources = await collect('production-use1');
    expect(object(resources, 'Deployment', 'mock-genesys')).toBeUndefined();
    expect(object(resources, 'Job')).toBeUndefined();
  });

  test.each(['dev', 'staging', 'production-use1', 'production-euw1'])(
    '%s takes cache, secrets and images of onetoken-aws, and runs no cache of its own',
    async (stack) => {
      const resources = await collect(stack);
      expect(object(resources, 'StatefulSet')).toBeUndefined();
      const { spec } = object(resources, 'ExternalSecret', 'cache-wallboard');
      expect(spec.data).toEqual([
        {
          secretKey: 'url',
          remoteRef: {
            key: expect.stringContaining(`secret:onetoken/${stack}/cache-wallboard-`),
            property: 'url',
          },
        },
      ]);
      const [container] = object(resources, 'Deployment', 'wallboard').spec.template.spec
        .containers;
      expect(container.image).toMatch(`/onetoken/${stack}/wallboard:1.0.0`);
    },
  );

  test('lets its services reach the subnets of the cache, at its port, and nothing else private', async () => {
    const policies = (await collect('production-use1'))
      .flatMap((r) => manifestOf(r) ?? [])
      .filter(({ kind }) => kind === 'NetworkPolicy');
    const text = JSON.stringify(policies);
    for (const cidr of ['10.50.0.0/19', '10.50.32.0/19']) {
      expect(text).toContain(JSON.stringify({ ipBlock: { cidr } }));
    }
    expect(text).toContain('"port":6379');
  });

  test('with TLS in a cache of its own has the server and its clients agree on it', async () => {
    const resources = await collectStack('dev', stackElsewhere());
    expect(object(resources, 'ConfigMap', 'token-cache').data['valkey.conf']).toContain('tls-port');
    expect(object(resources, 'ConfigMap', 'wallboard').data.REDIS_CA_FILE).toBe(
      '/etc/onetoken/cache-ca/ca.crt',
    );
  });

  test('keeps no address of the cache from before it turned to TLS', async () => {
    const addressOf = async (stack: Parameters<typeof collectStack>[1]) => {
      const resources = await collectStack('dev', stack);
      const user = resources.find(
        ({ type, name }) => type === 'kubernetes:core/v1:Secret' && name.startsWith('cache-'),
      );
      if (!user) throw new Error('there is no Secret of a user');
      const { value } = user.inputs['data'] as { value: { url: string } };
      const mounted = JSON.stringify(object(resources, 'Deployment', 'wallboard'));
      expect(mounted).toContain(`"secretName":"${user.name}"`);
      return { name: user.name, url: Buffer.from(value.url, 'base64').toString() };
    };
    const before = await addressOf(stackElsewhere({ cache: { kind: 'in-cluster' } }));
    const after = await addressOf(stackElsewhere());
    expect(before.url).toMatch(/^redis:/);
    expect(after.url).toMatch(/^rediss:/);
    expect(after.name).not.toBe(before.name);
  });

  test('lets the CRM sync alone reach the database, with a user of its own in the cache', async () => {
    const resources = await collect('staging');
    const { spec } = object(resources, 'Deployment', 'crm-sync').spec.template;
    const volumes = spec.volumes.map(({ name }: { name: string }) => name);
    expect(volumes).toEqual(expect.arrayContaining(['client', 'cache', 'database']));
    const { data } = object(resources, 'ConfigMap', 'crm-sync');
    expect(data.DATABASE_URL_FILE).toBe('/etc/onetoken/database/url');
    const policy = object(resources, 'NetworkPolicy', 'database-crm-sync').spec;
    expect(policy.podSelector.matchLabels['app.kubernetes.io/name']).toBe('crm-sync');
    expect(policy.egress[0].ports).toEqual([{ protocol: 'TCP', port: 5432 }]);
    expect(JSON.stringify(object(resources, 'ConfigMap', 'wallboard'))).not.toContain('DATABASE');
    expect(object(resources, 'ExternalSecret', 'cache-crm-sync')).toBeDefined();
  });

  test.each([
    ['its own region', {}, []],
    ['PagerDuty, when it raises alerts', { alertSecret: 'pagerduty' }, ['events.pagerduty.com']],
  ])('with Cilium may reach by name: %s', async (_, settings, further) => {
    const network = { cilium: true };
    const stack = stackElsewhere({ network, ...settings });
    const { spec } = object(await collectStack('dev', stack), 'CiliumNetworkPolicy');
    const hosts = ['login.mypurecloud.ie', 'api.mypurecloud.ie', ...further];
    expect(spec.egress[1].toFQDNs).toEqual(hosts.map((matchName) => ({ matchName })));
  });

  test.each(['dev', 'staging', 'production-use1', 'production-euw1'])(
    '%s asks for names where EKS Auto Mode answers, and needs no other network plugin',
    async (stack) => {
      const resources = await collect(stack);
      const dns = JSON.stringify(object(resources, 'NetworkPolicy', 'dns'));
      expect(dns).toContain(CLUSTER_DNS);
      expect(object(resources, 'CiliumNetworkPolicy')).toBeUndefined();
    },
  );

  test('keeps secrets of the stack as Pulumi secrets', async () => {
    const keys = ['genesysClientId', 'genesysClientSecret'].map((key) => `${PROJECT}:${key}`);
    const genesys = { region: 'mypurecloud.ie', permissions: ['routing:queue:view'] };
    const { config } = stackElsewhere({ genesys });
    const resources = await collectStack('dev', {
      config: {
        ...config,
        ...Object.fromEntries(keys.map((key) => [key, 'sample-not-real'])),
      },
      secretKeys: keys,
    });
    const secret = resources.find(
      ({ type, name }) => type === 'kubernetes:core/v1:Secret' && name === 'genesys-client',
    );
    expect(isWrappedSecret(secret?.inputs['data'])).toBe(true);
    const rest = resources.filter((r) => r !== secret);
    expect(JSON.stringify(rest)).not.toContain('sample-not-real');
  });

  test('that is configured wrong creates nothing at all', async () => {
    const wrong = stackElsewhere({ services: { wallboard: { image: 'wallboard' } } });
    await expect(collectStack('dev', wrong)).rejects.toThrow(
      /Stack dev is not configured right:\n {2}- services.wallboard.image: must have a tag or a digest/,
    );
  });

  test('whose AWS stack lacks an output creates nothing at all', async () => {
    const { cacheEndpoint: _, ...awsOutputs } = committedStack('dev').awsOutputs ?? {};
    const created = collectStack('dev', { ...committedStack('dev'), awsOutputs });
    await expect(created).rejects.toThrow(
      /Stack dev is not configured right:\n {2}- awsStack: organization\/onetoken-aws\/dev has no output cacheEndpoint; update it first/,
    );
  });
});
