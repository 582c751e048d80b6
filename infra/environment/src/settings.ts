import { EVICTION_POLICIES } from '@onetoken/infra-kubernetes-components';
import { z } from 'zod';

/** Names that Kubernetes accepts for namespaces, Secrets and Services. */
const name = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes')
  .max(63);

const cidr = z.union([z.cidrv4(), z.cidrv6()], 'must be an address range such as 203.0.113.0/24');

/** By digest or by a fixed tag: what runs must not change by itself. */
const image = z
  .string()
  .regex(/^[\w./:-]+(:[\w.-]+|@sha256:[0-9a-f]{64})$/, 'must have a tag or a digest')
  .refine(
    (value) => !value.endsWith(':latest'),
    'must not be :latest, which may change at any time',
  );

const quantity = z.string().regex(/^\d+(m|Ki|Mi|Gi)?$/, 'must be a quantity such as 50m or 128Mi');

const secretByName = z.union(
  [
    z.strictObject({ existingSecret: name }),
    z.strictObject({
      externalSecret: z.strictObject({
        store: name,
        storeKind: z.enum(['SecretStore', 'ClusterSecretStore']).default('ClusterSecretStore'),
        key: z.string().min(1),
        refreshInterval: z
          .string()
          .regex(/^\d+[smh]$/, 'must be a duration such as 1m')
          .default('1m'),
      }),
    }),
  ],
  'must be { existingSecret: name }, { externalSecret: { store, key } } or, with awsStack, { awsSecret: key }',
);

const genesys = z.strictObject({
  region: z.string().optional(),
  /** In place of a region: a gateway. */
  endpoints: z.strictObject({ login: z.url(), api: z.url() }).optional(),
  /** What the services may do; copied to the role of the OAuth client by whoever creates it. */
  permissions: z.array(z.string()).default([]),
  scopes: z.array(z.string()).optional(),
  /** Default: the Pulumi secrets `genesysClientId` and `genesysClientSecret`. */
  client: secretByName.optional(),
});

const cache = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('in-cluster'),
    image: image.default('valkey/valkey:8.1'),
    memoryMiB: z.int().min(64).max(4096).default(128),
    evictionPolicy: z.enum(EVICTION_POLICIES).default('volatile-ttl'),
    persistence: z.strictObject({ size: quantity, storageClass: name.optional() }).optional(),
    tlsSecret: name.optional(),
    /** Secrets of the cache's users, by service. Default: passwords made up on the first deployment. */
    users: z.record(name, secretByName).optional(),
  }),
  z.strictObject({
    kind: z.literal('external'),
    /** Where it is; the services are told by the secret of their user. */
    endpoint: z.string().optional(),
    cidrs: z.array(cidr).min(1, 'must name the private ranges of the cache'),
    port: z.int().min(1).max(65_535).default(6379),
    /** Secret with the key `url` (rediss://user:password@host:port), by service. */
    users: z.record(name, secretByName),
    caSecret: name.optional(),
  }),
]);

const service = z.strictObject({
  image,
  replicas: z
    .strictObject({ min: z.int().min(1), max: z.int().min(1) })
    .default({ min: 2, max: 6 }),
  resources: z.strictObject({ cpu: quantity.optional(), memory: quantity.optional() }).optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).default({}),
});

const crmSync = service.extend({
  /** One works; it goes on where the last one stopped, so a second one is for those who cannot wait. */
  replicas: z
    .strictObject({ min: z.int().min(1), max: z.int().min(1) })
    .default({ min: 1, max: 1 }),
  /** Where it writes. Without it (in `local`), into a file that ends with its pod. */
  database: z
    .strictObject({
      /** Secret with the key `url` (postgres://user:password@host:port/name). */
      secret: secretByName,
      cidrs: z.array(cidr).min(1, 'must name the private ranges of the database'),
      port: z.int().min(1).max(65_535).default(5432),
    })
    .optional(),
});

const network = z.strictObject({
  egressCidrs: z.array(cidr).min(1).optional(),
  /** Where DNS is, when the node itself answers: 172.20.0.10/32 in EKS Auto Mode, 169.254.20.10/32 with NodeLocal DNSCache. */
  dnsCidrs: z.array(cidr).default([]),
  cilium: z.boolean().default(false),
  clientNamespaces: z.array(name).default([]),
  collector: z
    .strictObject({ namespace: name, port: z.int().min(1).max(65_535).default(4318) })
    .optional(),
});

const loadTest = z.strictObject({
  image,
  callsPerSecond: z.int().min(1).max(1000).default(40),
  seconds: z.int().min(5).max(600).default(20),
  runners: z.int().min(1).max(20).default(1),
  /** Namespace of k6-operator; with it the test is a TestRun, without it a Job. */
  operatorNamespace: name.optional(),
  starterImage: image.optional(),
});

/**
 * The settings of a stack, one key of `Pulumi.<stack>.yaml` each. With the key `awsStack`, the name of a stack of
 * onetoken-aws, that stack gives the cache, images (`version` in place of `image`) and secrets (`{ awsSecret: key }`,
 * by way of the SecretStore `secretStore`): see from-aws.ts.
 */
export const settingsSchema = z.strictObject({
  context: z.string().optional(),
  namespace: name.default('onetoken'),
  genesys: genesys.optional(),
  mock: z.strictObject({ image }).optional(),
  cache: cache.prefault({ kind: 'in-cluster' }),
  wallboard: service,
  crmSync: crmSync.optional(),
  network: network.prefault({}),
  monitoring: z.strictObject({ namespace: name }).optional(),
  loadTest: loadTest.optional(),
  alertSecret: name.optional(),
});

export type Settings = z.output<typeof settingsSchema>;
