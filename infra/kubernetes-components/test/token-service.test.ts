import type { ResourceTransformationArgs } from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { type Replicas, TokenService, type TokenServiceArgs } from '../src/index.ts';
import { manifests, only } from './manifests.ts';

const base: TokenServiceArgs = {
  namespace: 'onetoken',
  image: 'onetoken/wallboard:1.0.0',
  environment: { TOKEN_CACHE: 'shared', GENESYSCLOUD_REGION: 'mypurecloud.ie' },
  secrets: { client: 'genesys-client', cache: 'cache-wallboard' },
  replicas: { min: 2, max: 6 },
};

function service(args: Partial<TokenServiceArgs> = {}) {
  return manifests(() => new TokenService('wallboard', { ...base, ...args }));
}

async function pod(args: Partial<TokenServiceArgs> = {}) {
  return only(await service(args), 'Deployment').spec.template;
}

describe('TokenService', () => {
  test('keeps the service up while it rolls: surge first, drain before stop', async () => {
    const { spec } = only(await service(), 'Deployment');
    expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    const [container] = spec.template.spec.containers;
    expect(container.lifecycle.preStop.sleep.seconds).toBe(5);
    expect(spec.template.spec.terminationGracePeriodSeconds).toBe(30);
    expect(container.readinessProbe.httpGet.path).toBe('/readyz');
    expect(container.livenessProbe.httpGet.path).toBe('/healthz');
  });

  test('leaves the number of pods to the autoscaler where there is one', async () => {
    const all = await service({ replicas: { min: 2, max: 6 } });
    expect(only(all, 'Deployment').spec.replicas).toBeUndefined();
    expect(only(all, 'HorizontalPodAutoscaler').spec).toMatchObject({
      minReplicas: 2,
      maxReplicas: 6,
      scaleTargetRef: { kind: 'Deployment', name: 'wallboard' },
    });
  });

  test('leaves the number as it is when an autoscaler comes, and when it has changed it', async () => {
    const ignoredBy = async (replicas: Replicas) => {
      const ignored: Record<string, readonly string[] | undefined> = {};
      const see = ({ type, opts }: ResourceTransformationArgs) => {
        if ('ignoreChanges' in opts) ignored[type] = opts.ignoreChanges;
        return undefined;
      };
      const options = { transformations: [see] };
      await manifests(() => new TokenService('wallboard', { ...base, replicas }, options));
      return ignored;
    };
    expect(await ignoredBy({ min: 2, max: 6 })).toEqual({
      'kubernetes:apps/v1:Deployment': ['spec.replicas'],
    });
    expect(await ignoredBy({ min: 4, max: 4 })).toEqual({});
  });

  test('runs a fixed number of pods without an autoscaler', async () => {
    const all = await service({ replicas: { min: 4, max: 4 } });
    expect(only(all, 'Deployment').spec.replicas).toBe(4);
    expect(all.some((m) => m.kind === 'HorizontalPodAutoscaler')).toBe(false);
  });

  test('lets disruptions take one pod at a time, and does not block drains of a single one', async () => {
    expect(only(await service(), 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
    const single = await service({ replicas: { min: 1, max: 1 } });
    expect(single.some((m) => m.kind === 'PodDisruptionBudget')).toBe(false);
  });

  test('spreads over hosts and zones', async () => {
    const keys = (await pod()).spec.topologySpreadConstraints.map(
      (c: { topologyKey: string }) => c.topologyKey,
    );
    expect(keys).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
  });

  test('mounts secrets as folders of files, and tells the service only where they are', async () => {
    const all = await service();
    const { data } = only(all, 'ConfigMap');
    expect(data).toMatchObject({
      GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/etc/onetoken/client/client-secret',
      REDIS_URL_FILE: '/etc/onetoken/cache/url',
    });
    const { spec } = only(all, 'Deployment').spec.template;
    expect(spec.volumes).toContainEqual({
      name: 'client',
      secret: {
        secretName: 'genesys-client',
        items: [{ key: 'client-secret', path: 'client-secret' }],
        defaultMode: 0o440,
      },
    });
    for (const mount of spec.containers[0].volumeMounts) expect(mount.subPath).toBeUndefined();
  });

  test('rolls when its settings change, and not when a secret does', async () => {
    const hash = async (args: Partial<TokenServiceArgs>) =>
      (await pod(args)).metadata.annotations['onetoken/config-hash'];
    const before = await hash({});
    expect(await hash({ environment: { TOKEN_CACHE: 'process' } })).not.toBe(before);
    expect(await hash({ secrets: { client: 'another', cache: 'cache-wallboard' } })).toBe(before);
  });

  test('trusts a private authority of the cache only if one is given', async () => {
    expect(only(await service(), 'ConfigMap').data.REDIS_CA_FILE).toBeUndefined();
    const secrets = { ...base.secrets, cacheCa: 'cache-tls' };
    expect(only(await service({ secrets }), 'ConfigMap').data.REDIS_CA_FILE).toBe(
      '/etc/onetoken/cache-ca/ca.crt',
    );
  });

  test('is restricted, and holds no token of the cluster', async () => {
    const all = await service();
    const { spec } = only(all, 'Deployment').spec.template;
    expect(only(all, 'ServiceAccount').automountServiceAccountToken).toBe(false);
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.serviceAccountName).toBe('wallboard');
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('names the permissions of its OAuth client, for whoever grants them', async () => {
    const permissions = ['routing:queue:view', 'analytics:queueObservation:view'];
    expect((await pod({ permissions })).metadata.annotations['onetoken/genesys-permissions']).toBe(
      'routing:queue:view,analytics:queueObservation:view',
    );
  });
});
