import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cacheHost, TokenCache, type TokenCacheArgs } from '../src/index.ts';
import { type AnyManifest, manifests, only } from './manifests.ts';

const base: TokenCacheArgs = {
  namespace: 'onetoken',
  image: 'valkey/valkey:8.1',
  memoryMiB: 128,
  users: [
    { name: 'wallboard', secretName: 'cache-wallboard' },
    { name: 'crm-sync', secretName: 'cache-crm-sync' },
  ],
};

function cache(args: Partial<TokenCacheArgs> = {}) {
  return manifests(() => new TokenCache('token-cache', { ...base, ...args }));
}

function podOf(statefulSet: ReturnType<typeof only>) {
  return statefulSet.spec.template.spec;
}

describe('TokenCache', () => {
  test('is one pod with a headless Service, and one whose address stays for its clients', async () => {
    const all = await cache();
    const set = only(all, 'StatefulSet');
    expect(set.spec.replicas).toBe(1);
    expect(set.spec.serviceName).toBe('token-cache');
    const services = all.filter(({ kind }) => kind === 'Service') as AnyManifest[];
    const addresses = services.map(({ metadata, spec }) => [metadata.name, spec.clusterIP]);
    expect(Object.fromEntries(addresses)).toEqual({
      'token-cache': 'None',
      [cacheHost('token-cache')]: undefined,
    });
    for (const { spec } of services) expect(spec.selector).toEqual(set.spec.selector.matchLabels);
    expect(all.some((m) => m.kind === 'PodDisruptionBudget')).toBe(false);
  });

  test('keeps three quarters of its memory for data, and requests what it may use', async () => {
    const all = await cache({ memoryMiB: 200, evictionPolicy: 'noeviction' });
    const conf = only(all, 'ConfigMap').data['valkey.conf'];
    expect(conf).toContain('maxmemory 150mb\n');
    expect(conf).toContain('maxmemory-policy noeviction\n');
    const { requests, limits } = podOf(only(all, 'StatefulSet')).containers[0].resources;
    expect(requests.memory).toBe('200Mi');
    expect(limits.memory).toBe('200Mi');
  });

  test('writes nothing to disk unless persistence is asked for', async () => {
    const all = await cache();
    expect(only(all, 'ConfigMap').data['valkey.conf']).toContain('appendonly no\n');
    expect(only(all, 'StatefulSet').spec.volumeClaimTemplates).toBeUndefined();
  });

  test('with persistence, keeps its data on a claim that is deleted with it', async () => {
    const all = await cache({ persistence: { size: '1Gi', storageClass: 'standard' } });
    const { spec } = only(all, 'StatefulSet');
    expect(only(all, 'ConfigMap').data['valkey.conf']).toContain('appendonly yes\n');
    expect(spec.volumeClaimTemplates[0].spec).toMatchObject({
      storageClassName: 'standard',
      resources: { requests: { storage: '1Gi' } },
    });
    expect(spec.persistentVolumeClaimRetentionPolicy.whenDeleted).toBe('Delete');
  });

  test('with TLS, opens no plain port, and probes over TLS', async () => {
    const all = await cache({ tlsSecret: 'cache-tls' });
    const conf = only(all, 'ConfigMap').data['valkey.conf'];
    expect(conf).toContain('port 0\ntls-port 6379\n');
    const pod = podOf(only(all, 'StatefulSet'));
    expect(pod.containers[0].readinessProbe.exec.command).toContain('--tls');
    expect(pod.volumes).toContainEqual(
      expect.objectContaining({ secret: { secretName: 'cache-tls', defaultMode: 0o440 } }),
    );
  });

  test('takes each password from its Secret as a file, and shows none to probes', async () => {
    const pod = podOf(only(await cache(), 'StatefulSet'));
    const { projected } = pod.volumes.find((v: { name: string }) => v.name === 'users');
    expect(projected.sources).toEqual([
      { secret: { name: 'cache-wallboard', items: [{ key: 'password', path: 'wallboard' }] } },
      { secret: { name: 'cache-crm-sync', items: [{ key: 'password', path: 'crm-sync' }] } },
    ]);
    const [container] = pod.containers;
    expect(container.env).toBeUndefined();
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(container[probe].exec.command.join(' ')).toContain('--user probe --pass none');
    }
  });

  test('is restricted: no root, no capability, no writable root file system, no account token', async () => {
    const pod = podOf(only(await cache(), 'StatefulSet'));
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999 });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('rolls when its configuration changes, and not when a password does', async () => {
    const hash = async (args: Partial<TokenCacheArgs>) =>
      only(await cache(args), 'StatefulSet').spec.template.metadata.annotations[
        'onetoken/config-hash'
      ];
    const before = await hash({});
    expect(await hash({ memoryMiB: 256 })).not.toBe(before);
    expect(await hash({ users: [{ name: 'wallboard', secretName: 'other' }] })).toBe(before);
  });
});

describe('the start script', () => {
  test('turns password files into an ACL file of hashes with the default user off', async () => {
    const script: string = only(await cache(), 'ConfigMap').data['start.sh'];
    const folder = mkdtempSync(join(tmpdir(), 'onetoken-acl-'));
    const users = join(folder, 'users');
    mkdirSync(users);
    try {
      writeFileSync(join(users, 'wallboard'), 'sample-password-not-real');
      const here = script
        .replaceAll('/etc/valkey-users', users)
        .replaceAll('/run/valkey', folder)
        .replace(/exec .*\n$/, '');
      execFileSync('sh', ['-c', here]);
      const acl = readFileSync(join(folder, 'users.acl'), 'utf8');
      expect(acl).toContain('user default off');
      expect(acl).toContain('user probe on nopass resetkeys resetchannels -@all +ping\n');
      expect(acl).toMatch(
        /^user wallboard on #[0-9a-f]{64} resetkeys ~onetoken:\* resetchannels &onetoken:\* -@all \+/m,
      );
      expect(acl).not.toContain('sample-password-not-real');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
