import { z } from 'zod';

const roleArn = z
  .string()
  .regex(/^arn:aws:iam::\d{12}:role\/.+$/, 'must be the ARN of an IAM role');
const name = z.string().regex(/^[a-z][a-z0-9-]{0,14}$/, 'must be 1 to 15 of a-z, 0-9 and "-"');

/** Range of the Kubernetes Services in a new cluster. Fixed, because the address of DNS is in it. */
export const SERVICE_CIDR = '172.20.0.0/16';

const PRIVATE_16 = /^(10\.\d+|172\.(1[6-9]|2\d|3[01])|192\.168)\.0\.0\/16$/;
const NO_PRIVATE_16 = `must be a private /16 such as 10.40.0.0/16, and not ${SERVICE_CIDR}`;

const newNetwork = z.strictObject({
  cidr: z
    .cidrv4(NO_PRIVATE_16)
    .refine((range) => PRIVATE_16.test(range) && range !== SERVICE_CIDR, NO_PRIVATE_16),
  /** Availability zones by name. */
  zones: z.array(z.string()).min(2).max(3),
  /** `per-zone` survives the loss of a zone; `one` costs less. */
  natGateways: z.enum(['one', 'per-zone']),
});

const existingNetwork = z.strictObject({
  vpcId: z.string().startsWith('vpc-'),
  privateSubnetIds: z.array(z.string().startsWith('subnet-')).min(2),
});

const newCluster = z.strictObject({
  version: z.string().regex(/^1\.\d+$/, 'must be a Kubernetes version such as "1.35", in quotes'),
  /** Ranges that may reach the API server from outside the VPC. Default: none, so the API server is private. */
  publicAccessCidrs: z
    .array(z.cidrv4().refine((range) => !range.endsWith('/0'), 'must not be the whole internet'))
    .default([]),
  /** Roles that administer the cluster. No other role can, not even the one that created it. */
  adminRoleArns: z.array(roleArn).min(1),
});

const existingCluster = z.strictObject({
  name: z.string().min(1),
  /** Security group of its nodes, which may connect to the cache. */
  nodeSecurityGroupId: z.string().startsWith('sg-'),
});

const service = z.strictObject({
  /** The Genesys client that it logs in with. Services that name the same one share one token. */
  client: name.refine((client) => !client.startsWith('cache-'), 'must not begin with "cache-"'),
  runsOn: z.enum(['kubernetes', 'lambda']).default('kubernetes'),
  /** Further secrets that it may read, such as the URL of its database. They are created empty. */
  secrets: z
    .array(name.refine((secret) => !secret.startsWith('cache-'), 'must not begin with "cache-"'))
    .default([]),
});

/** The settings of a stack, one key of `Pulumi.<stack>.yaml` each. */
export const settingsSchema = z.strictObject({
  /** The only AWS account that the stack may change. */
  account: z.string().regex(/^\d{12}$/, 'must be a 12-digit account number, in quotes'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-west-1'),
  network: z.union(
    [newNetwork, existingNetwork],
    'must be { cidr: a /16, zones, natGateways: one | per-zone } or { vpcId, privateSubnetIds }',
  ),
  cluster: z.union(
    [newCluster, existingCluster],
    'must be { version, adminRoleArns, publicAccessCidrs? } or { name, nodeSecurityGroupId }',
  ),
  cache: z.strictObject({
    nodeType: z.string().startsWith('cache.'),
    /** Copies of the primary, each in another zone. */
    replicas: z.int().min(0).max(2),
  }),
  services: z.record(name, service),
  /** Service account of the External Secrets Operator, if it copies the secrets into Kubernetes. */
  secretReader: z
    .strictObject({ namespace: z.string().min(1), serviceAccount: z.string().min(1) })
    .optional(),
  alarms: z.strictObject({
    /** SNS topics that notify the people on call. */
    topicArns: z.array(z.string().startsWith('arn:aws:sns:')),
  }),
  tags: z.strictObject({ CostCenter: z.string().min(1), Owner: z.string().min(1) }),
});

export type Settings = z.output<typeof settingsSchema>;
export type NetworkSettings = Settings['network'];
export type ClusterSettings = Settings['cluster'];

/** Passwords by service: the first is in use; during a rotation a second one is valid as well. */
export const passwordsSchema = z.record(
  z.string(),
  z
    .array(
      z
        .string()
        .min(16)
        .max(128)
        .regex(/^[A-Za-z0-9_-]+$/, 'may hold A-Z, a-z, 0-9, "_" and "-" only'),
    )
    .min(1)
    .max(2),
);
