import { describe, expect, test } from 'vitest';
import { privateCache } from '../src/private-cache.ts';
import { violations } from './support/violations.ts';

const check = (type: string, props: object, stack = 'production-use1') =>
  violations(privateCache, { type, props, stack });

describe('ElastiCache', () => {
  const right = {
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
    atRestEncryptionEnabled: true,
    userGroupIds: ['users'],
    subnetGroupName: 'private',
  };
  const group = (change: object = {}) =>
    check('aws:elasticache/replicationGroup:ReplicationGroup', { ...right, ...change });

  test('passes a private one with TLS and users', () => {
    expect(group()).toEqual([]);
  });

  test.each([
    [{ transitEncryptionEnabled: false }, 'without TLS'],
    [{ transitEncryptionMode: 'preferred' }, 'without TLS'],
    [{ userGroupIds: [] }, 'no user group'],
    [{ userGroupIds: undefined }, 'no user group'],
    [{ atRestEncryptionEnabled: false }, 'not encrypted at rest'],
    [{ subnetGroupName: undefined }, 'default subnets'],
  ])('refuses %o', (change, fault) => {
    expect(group(change)).toEqual([expect.stringContaining(fault)]);
  });

  test('serverless: passes one with users and subnets, refuses one without', () => {
    const type = 'aws:elasticache/serverlessCache:ServerlessCache';
    expect(check(type, { userGroupId: 'users', subnetIds: ['subnet-a'] })).toEqual([]);
    expect(check(type, {})).toHaveLength(2);
  });

  test('a single cluster: passes as a member of a group, refuses on its own', () => {
    const type = 'aws:elasticache/cluster:Cluster';
    expect(check(type, { replicationGroupId: 'group' })).toEqual([]);
    expect(check(type, {})).toHaveLength(1);
  });

  test.each([
    ['on ~onetoken:* &onetoken:* -@all +@read', []],
    ['off ~* +@all', []],
    ['on ~* -@all +@read', [expect.stringContaining('unlimited access')]],
    ['on ~onetoken:* +@all', [expect.stringContaining('unlimited access')]],
    ['on allkeys -@all +@read', [expect.stringContaining('unlimited access')]],
    ['on ~onetoken:* allcommands', [expect.stringContaining('unlimited access')]],
    ['on nopass ~onetoken:* -@all', [expect.stringContaining('needs no password')]],
  ])('a user with "%s"', (accessString, said) => {
    expect(check('aws:elasticache/user:User', { accessString })).toEqual(said);
  });

  test.each([
    [{ noPasswordRequired: true }],
    [{ authenticationMode: { type: 'no-password-required' } }],
  ])('a user with %o needs no password', (props) => {
    const said = check('aws:elasticache/user:User', { accessString: 'off -@all', ...props });
    expect(said).toEqual([expect.stringContaining('needs no password')]);
  });
});

describe('who may connect', () => {
  const rule = { ipProtocol: 'tcp', fromPort: 6379, toPort: 6379 };
  const type = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';

  test('passes a rule that names a group, or that opens another port', () => {
    expect(check(type, { ...rule, referencedSecurityGroupId: 'sg-1' })).toEqual([]);
    expect(check(type, { ...rule, fromPort: 443, toPort: 443, cidrIpv4: '0.0.0.0/0' })).toEqual([]);
  });

  test.each([
    [{ cidrIpv4: '0.0.0.0/0' }],
    [{ cidrIpv6: '::/0' }],
    [{ cidrIpv4: '0.0.0.0/0', fromPort: 0, toPort: 65_535 }],
    [{ cidrIpv4: '0.0.0.0/0', ipProtocol: '-1', fromPort: undefined, toPort: undefined }],
  ])('refuses a rule that opens the cache to every address: %o', (change) => {
    expect(check(type, { ...rule, ...change })).toHaveLength(1);
  });

  test('refuses the same in a rule of the older kind', () => {
    const older = (change: object) =>
      check('aws:ec2/securityGroupRule:SecurityGroupRule', {
        ...{ type: 'ingress', protocol: 'tcp', fromPort: 6379, toPort: 6379 },
        ...change,
      });
    expect(older({ cidrBlocks: ['0.0.0.0/0'] })).toHaveLength(1);
    expect(older({ ipv6CidrBlocks: ['::/0'] })).toHaveLength(1);
    expect(older({ cidrBlocks: ['0.0.0.0/0'], type: 'egress' })).toEqual([]);
    expect(older({ sourceSecurityGroupId: 'sg-1' })).toEqual([]);
  });

  test('refuses the same within a security group', () => {
    const ingress = [{ protocol: 'tcp', fromPort: 6379, toPort: 6379, cidrBlocks: ['0.0.0.0/0'] }];
    expect(check('aws:ec2/securityGroup:SecurityGroup', { ingress })).toHaveLength(1);
    expect(check('aws:ec2/securityGroup:SecurityGroup', { ingress: [] })).toEqual([]);
  });
});

describe('Valkey in the cluster', () => {
  const conf = (text: string, stack?: string) =>
    check('kubernetes:core/v1:ConfigMap', { data: { 'valkey.conf': text } }, stack);

  test('passes one with TLS and users', () => {
    expect(conf('port 0\ntls-port 6379\naclfile /run/users.acl\n')).toEqual([]);
  });

  test('passes one without TLS outside production', () => {
    expect(conf('port 6379\naclfile /run/users.acl\n', 'local')).toEqual([]);
  });

  test.each([
    ['port 6379\naclfile /run/users.acl\n', 'without TLS'],
    ['tls-port 6379\naclfile /run/users.acl\n', 'without TLS'],
    ['port 0\ntls-port 6379\n', 'no password'],
    ['port 0\ntls-port 6379\nuser default on nopass ~* +@all\n', 'no password'],
  ])('refuses %j', (text, fault) => {
    expect(conf(text)).toEqual([expect.stringContaining(fault)]);
  });

  test('looks at no other ConfigMap', () => {
    expect(check('kubernetes:core/v1:ConfigMap', { data: { 'app.conf': 'port 1' } })).toEqual([]);
  });
});
