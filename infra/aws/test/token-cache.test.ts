import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { LEAST_PRIVILEGE } from '../../../packages/auth/test/stores/redis/least-privilege.ts';
import { CACHE_ACCESS } from '../src/cache-access.ts';
import { TokenCache } from '../src/token-cache.ts';
import { inputsOf, once, record } from './support/recorder.ts';

const create = once((replicas?: number) =>
  record(
    () =>
      new TokenCache('env', {
        cacheName: 'onetoken-dev',
        vpcId: 'vpc-1',
        subnetIds: ['subnet-a', 'subnet-b'],
        nodeType: 'cache.t4g.micro',
        replicas: replicas ?? 1,
        passwords: { wallboard: pulumi.output(['sample-password-1', 'sample-password-2']) },
        keyArn: 'arn:key',
        clientSecurityGroupIds: { cluster: 'sg-nodes' },
        keep: {},
      }),
  ),
);

async function cacheInputs(replicas?: number) {
  const [cache] = inputsOf(await create(replicas), 'elasticache/replicationGroup:ReplicationGroup');
  return cache;
}

describe('the cache', () => {
  test('speaks TLS only and is encrypted at rest', async () => {
    expect(await cacheInputs()).toMatchObject({
      engine: 'valkey',
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: 'arn:key',
    });
  });

  test('fails over to another zone when it has replicas', async () => {
    expect(await cacheInputs(1)).toMatchObject({
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
    });
  });

  test('does not ask for a fail-over that one node cannot do', async () => {
    expect(await cacheInputs(0)).toMatchObject({
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
    });
  });

  test('lives in the private subnets, behind its own security group', async () => {
    const resources = await create();
    const [cache] = inputsOf(resources, 'elasticache/replicationGroup:ReplicationGroup');
    const [subnets] = inputsOf(resources, 'elasticache/subnetGroup:SubnetGroup');
    expect(subnets.subnetIds).toEqual(['subnet-a', 'subnet-b']);
    expect(cache).toMatchObject({
      subnetGroupName: 'onetoken-dev',
      securityGroupIds: ['env-server-id'],
    });
  });

  test('keeps no snapshots: it holds nothing that is worth a copy', async () => {
    expect(await cacheInputs()).toMatchObject({ snapshotRetentionLimit: 0 });
  });

  test('drops what ends soonest when it is full', async () => {
    const [group] = inputsOf(await create(), 'elasticache/parameterGroup:ParameterGroup');
    expect(group.parameters).toContainEqual({ name: 'maxmemory-policy', value: 'volatile-ttl' });
  });
});

describe('who may connect', () => {
  test('members of the named groups, on the one port; no address range', async () => {
    const rules = inputsOf(await create(), 'vpc/securityGroupIngressRule:SecurityGroupIngressRule');
    const members = rules.map((rule) => rule.referencedSecurityGroupId).sort();
    expect(members).toEqual(['env-client-id', 'sg-nodes']);
    expect(rules.every((r) => r.fromPort === 6379 && r.toPort === 6379 && !r.cidrIpv4)).toBe(true);
  });

  test('clients reach the cache and HTTPS, and nothing else', async () => {
    const rules = inputsOf(await create(), 'vpc/securityGroupEgressRule:SecurityGroupEgressRule');
    expect(rules.every((rule) => rule.securityGroupId === 'env-client-id')).toBe(true);
    expect(rules.map((rule) => rule.toPort).sort()).toEqual([443, 6379]);
  });

  test('each service has a user of its own that sees onetoken’s keys and channels alone', async () => {
    const users = inputsOf(await create(), 'elasticache/user:User');
    const service = users.find((user) => user.userName === 'wallboard');
    expect(service.accessString).toContain('~onetoken:* &onetoken:* -@all');
    expect(service.accessString).not.toMatch(/~\*|&\*|\+@|nopass/);
  });

  test('both passwords work while one is being rotated, and both are secrets', async () => {
    const users = inputsOf(await create(), 'elasticache/user:User');
    const { authenticationMode } = users.find((user) => user.userName === 'wallboard');
    expect(unwrap(authenticationMode).passwords).toEqual([
      'sample-password-1',
      'sample-password-2',
    ]);
  });

  test('the default user is off', async () => {
    const users = inputsOf(await create(), 'elasticache/user:User');
    expect(users.find((user) => user.userName === 'default').accessString).toBe('off -@all');
    const [group] = inputsOf(await create(), 'elasticache/userGroup:UserGroup');
    expect(group.userIds).toEqual(['onetoken-dev-default', 'onetoken-dev-wallboard']);
  });
});

test('its nodes are known by the names that CloudWatch uses', async () => {
  let names: readonly string[] = [];
  await record(() => {
    names = new TokenCache('env', {
      cacheName: 'onetoken-dev',
      vpcId: 'vpc-1',
      subnetIds: [],
      nodeType: 'cache.t4g.micro',
      replicas: 1,
      passwords: {},
      keyArn: 'arn:key',
      clientSecurityGroupIds: {},
      keep: {},
    }).nodeNames;
  });
  expect(names).toEqual(['onetoken-dev-001', 'onetoken-dev-002']);
});

/** Secrets arrive at the mocks in Pulumi's wire form: that they do is the point. */
function unwrap(secret: unknown): { passwords?: unknown } {
  expect(secret).toHaveProperty('value');
  return (secret as { value: object }).value;
}

test('its users may do what the token store needs', () => {
  const granted = CACHE_ACCESS.split(' ');
  expect(granted).toEqual(expect.arrayContaining([...LEAST_PRIVILEGE]));
});
