import {
  type CollectedResource,
  isWrappedSecret,
  type Manifest,
  manifestOf,
} from '@onetoken/infra-components/collect';
import { describe, expect, test } from 'vitest';
import { collectStack } from '../src/render.ts';
import { PROJECT, readStackFile } from '../src/stack-file.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into manifests of every kind
function object(resources: readonly CollectedResource[], kind: string, name?: string): any {
  const all = resources.flatMap((r) => manifestOf(r) ?? []);
  return all.find((m: Manifest) => m.kind === kind && (!name || m.metadata.name === name));
}

const collected = new Map<string, CollectedResource[]>();

/** Resources of a committed stack; each is collected once. */
async function collect(stack: string): Promise<CollectedResource[]> {
  const resources = collected.get(stack) ?? (await collectStack(stack, readStackFile(stack)));
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
      const all = await collectStack('local', readStackFile('local'));
      return all.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
    };
    const [first, second] = [await secret(), await secret()];
    expect(first).toHaveLength(2);
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

  test('with an external cache runs none of its own', async () => {
    const resources = await collect('production-use1');
    expect(object(resources, 'StatefulSet')).toBeUndefined();
    const { spec } = object(resources, 'ExternalSecret', 'cache-wallboard');
    expect(spec.data.map((d: { secretKey: string }) => d.secretKey)).toEqual(['url']);
  });

  test('with TLS in the cache has the server and its clients agree on it', async () => {
    const resources = await collect('staging');
    expect(object(resources, 'ConfigMap', 'token-cache').data['valkey.conf']).toContain('tls-port');
    expect(object(resources, 'ConfigMap', 'wallboard').data.REDIS_CA_FILE).toBe(
      '/etc/onetoken/cache-ca/ca.crt',
    );
  });

  test('lets the CRM sync alone reach the database, with a user of its own in the cache', async () => {
    const resources = await collect('staging');
    const { spec } = object(resources, 'Deployment', 'crm-sync').spec.template;
    const volumes = spec.volumes.map(({ name }: { name: string }) => name);
    expect(volumes).toEqual(expect.arrayContaining(['client', 'cache', 'database']));
    const { data } = object(resources, 'ConfigMap', 'crm-sync');
    expect(data.DATABASE_URL_FILE).toBe('/etc/onetoken/database/url');
    const policy = object(resources, 'NetworkPolicy', 'database').spec;
    expect(policy.podSelector.matchLabels['app.kubernetes.io/name']).toBe('crm-sync');
    expect(policy.egress[0].ports).toEqual([{ protocol: 'TCP', port: 5432 }]);
    expect(JSON.stringify(object(resources, 'ConfigMap', 'wallboard'))).not.toContain('DATABASE');
    expect(object(resources, 'ExternalSecret', 'cache-crm-sync')).toBeDefined();
  });

  test('with Cilium may reach its own region by name only', async () => {
    const { spec } = object(await collect('production-use1'), 'CiliumNetworkPolicy');
    expect(spec.egress[1].toFQDNs).toEqual([
      { matchName: 'login.mypurecloud.com' },
      { matchName: 'api.mypurecloud.com' },
    ]);
  });

  test('keeps secrets of the stack as Pulumi secrets', async () => {
    const { config } = readStackFile('dev');
    const genesys = JSON.parse(config[`${PROJECT}:genesys`] ?? '');
    const keys = ['genesysClientId', 'genesysClientSecret'].map((key) => `${PROJECT}:${key}`);
    const resources = await collectStack('dev', {
      config: {
        ...config,
        [`${PROJECT}:genesys`]: JSON.stringify({ ...genesys, client: undefined }),
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
    const { config, secretKeys } = readStackFile('dev');
    const wrong = { ...config, [`${PROJECT}:wallboard`]: '{"image":"wallboard"}' };
    await expect(collectStack('dev', { config: wrong, secretKeys })).rejects.toThrow(
      /Stack dev is not configured right:\n {2}- wallboard.image: must have a tag or a digest/,
    );
  });
});
