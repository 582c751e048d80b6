import { randomBytes } from 'node:crypto';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { CACHE_ACCESS, NO_ACCESS } from './cache-access.ts';
import type { CachePasswords } from './config.ts';

export const CACHE_PORT = 6379;

export interface TokenCacheArgs {
  /** Name in ElastiCache; also the prefix of its users. */
  readonly cacheName: string;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string[]>;
  readonly nodeType: string;
  readonly replicas: number;
  readonly passwords: CachePasswords;
  readonly keyArn: pulumi.Input<string>;
  /** Security groups that may connect, in addition to the one that this component creates for clients. */
  readonly clientSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Options that protect the data of production from deletion. */
  readonly keep: pulumi.CustomResourceOptions;
}

/**
 * ElastiCache for Valkey, for the tokens of one environment: private, TLS only, encrypted at rest, one user
 * per service. One token request replaces what it holds (ciphertext), so there are no snapshots.
 */
export class TokenCache extends pulumi.ComponentResource {
  readonly endpoint: pulumi.Output<string>;
  readonly clientSecurityGroupId: pulumi.Output<string>;
  /** Names of its nodes in CloudWatch. */
  readonly nodeNames: readonly string[];

  constructor(name: string, args: TokenCacheArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:TokenCache', name, {}, options);
    const groups = this.#securityGroups(name, args);
    const users = this.#userGroup(name, args);
    const cache = new aws.elasticache.ReplicationGroup(
      name,
      {
        ...replicationGroup(args),
        subnetGroupName: this.#subnetGroup(name, args).name,
        parameterGroupName: this.#parameterGroup(name, args).name,
        securityGroupIds: [groups.cache.id],
        userGroupIds: [users.userGroupId],
      },
      { parent: this, ...args.keep },
    );
    this.endpoint = cache.primaryEndpointAddress;
    this.clientSecurityGroupId = groups.client.id;
    this.nodeNames = Array.from(
      { length: 1 + args.replicas },
      (_, index) => `${args.cacheName}-${String(index + 1).padStart(3, '0')}`,
    );
    this.registerOutputs({ endpoint: this.endpoint });
  }

  /** Only members of these groups may connect; no rule names an address range. */
  #securityGroups(name: string, args: TokenCacheArgs) {
    const child = { parent: this };
    const group = (suffix: string, description: string) =>
      new aws.ec2.SecurityGroup(
        `${name}-${suffix}`,
        { vpcId: args.vpcId, description, tags: { Name: `${args.cacheName}-${suffix}` } },
        child,
      );
    const cache = group('server', 'The token cache: only its clients may connect');
    const client = group('client', 'Functions and instances that use the token cache');
    const from = { client: client.id, ...args.clientSecurityGroupIds };
    for (const [who, referencedSecurityGroupId] of Object.entries(from)) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-from-${who}`,
        { securityGroupId: cache.id, referencedSecurityGroupId, ...tcp(CACHE_PORT) },
        child,
      );
    }
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-client-to-cache`,
      { securityGroupId: client.id, referencedSecurityGroupId: cache.id, ...tcp(CACHE_PORT) },
      child,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-client-to-https`,
      { securityGroupId: client.id, cidrIpv4: '0.0.0.0/0', ...tcp(443) },
      child,
    );
    return { cache, client };
  }

  #userGroup(name: string, args: TokenCacheArgs): aws.elasticache.UserGroup {
    const user = (
      userName: string,
      accessString: string,
      passwords: pulumi.Input<string[]>,
      options?: pulumi.CustomResourceOptions,
    ) =>
      new aws.elasticache.User(
        `${name}-${userName}`,
        {
          userId: `${args.cacheName}-${userName}`,
          userName,
          engine: 'valkey',
          accessString,
          authenticationMode: { type: 'password', passwords: pulumi.secret(passwords) },
        },
        { parent: this, ...options },
      );
    // A user of engine "valkey" must have a password. This user is off, and its password is random.
    const defaultUser = user('default', NO_ACCESS, [randomBytes(32).toString('hex')], {
      ignoreChanges: ['authenticationMode'],
    });
    const services = Object.entries(args.passwords).map(([service, passwords]) =>
      user(service, CACHE_ACCESS, passwords),
    );
    return new aws.elasticache.UserGroup(
      name,
      {
        userGroupId: args.cacheName,
        engine: 'valkey',
        userIds: [defaultUser, ...services].map(({ userId }) => userId),
      },
      { parent: this },
    );
  }

  #subnetGroup(name: string, args: TokenCacheArgs): aws.elasticache.SubnetGroup {
    return new aws.elasticache.SubnetGroup(
      name,
      { name: args.cacheName, subnetIds: args.subnetIds },
      { parent: this },
    );
  }

  #parameterGroup(name: string, args: TokenCacheArgs): aws.elasticache.ParameterGroup {
    return new aws.elasticache.ParameterGroup(
      name,
      {
        name: args.cacheName,
        family: 'valkey8',
        // Full memory evicts the entries that expire first; idle connections of frozen functions are closed.
        parameters: [
          { name: 'maxmemory-policy', value: 'volatile-ttl' },
          { name: 'timeout', value: '900' },
        ],
      },
      { parent: this },
    );
  }
}

function replicationGroup(args: TokenCacheArgs): aws.elasticache.ReplicationGroupArgs {
  return {
    replicationGroupId: args.cacheName,
    description: 'One OAuth token for a whole fleet',
    engine: 'valkey',
    engineVersion: '8.1',
    nodeType: args.nodeType,
    port: CACHE_PORT,
    numCacheClusters: 1 + args.replicas,
    automaticFailoverEnabled: args.replicas > 0,
    multiAzEnabled: args.replicas > 0,
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
    atRestEncryptionEnabled: true,
    kmsKeyId: args.keyArn,
    snapshotRetentionLimit: 0,
    autoMinorVersionUpgrade: true,
    maintenanceWindow: 'tue:03:00-tue:04:00',
  };
}

function tcp(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
