import { EVICTION_POLICIES } from '@onetoken/infra-kubernetes-components';
import { z } from 'zod';
import { serviceName, serviceSchema } from './service-settings.ts';
import { cidr, image, name, port, quantity, secretByName } from './setting-types.ts';

const genesys = z.strictObject({
  region: z.string().optional(),
  /** A gateway, instead of a region. */
  endpoints: z.strictObject({ login: z.url(), api: z.url() }).optional(),
  /** The permissions that the role of the OAuth client must have. */
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
  }),
  z.strictObject({
    kind: z.literal('external'),
    /** Its host name, for the output `cacheEndpoint`; a service reads it from the Secret of its `cacheUser`. */
    endpoint: z.string().optional(),
    cidrs: z.array(cidr).min(1, 'must name the private ranges of the cache'),
    port: port.default(6379),
    caSecret: name.optional(),
  }),
]);

const network = z.strictObject({
  egressCidrs: z.array(cidr).min(1).optional(),
  /** Addresses of DNS where the node answers DNS: 172.20.0.10/32 in EKS Auto Mode, 169.254.20.10/32 with NodeLocal DNSCache. */
  dnsCidrs: z.array(cidr).default([]),
  cilium: z.boolean().default(false),
  clientNamespaces: z.array(name).default([]),
  collector: z.strictObject({ namespace: name, port: port.default(4318) }).optional(),
});

const loadTest = z.strictObject({
  image,
  /** The service under load; it must answer GET /api/queues. */
  service: serviceName,
  callsPerSecond: z.int().min(1).max(1000).default(40),
  seconds: z.int().min(5).max(600).default(20),
  runners: z.int().min(1).max(20).default(1),
  /** Namespace of k6-operator. With it the load test is a TestRun, otherwise a Job. */
  operatorNamespace: name.optional(),
  starterImage: image.optional(),
});

/**
 * The settings of a stack, one key of `Pulumi.<stack>.yaml` each. With the key `awsStack` (the name of a stack of
 * onetoken-aws) the cache, images (`version` instead of `image`) and secrets (`{ awsSecret: key }`, read through the
 * SecretStore `secretStore`) come from that stack: see from-aws.ts.
 */
export const settingsSchema = z.strictObject({
  context: z.string().optional(),
  namespace: name.default('onetoken'),
  genesys: genesys.optional(),
  mock: z.strictObject({ image }).optional(),
  cache: cache.prefault({ kind: 'in-cluster' }),
  /** The services by name. All of them share one token. */
  services: z
    .record(serviceName, serviceSchema)
    .refine((all) => Object.keys(all).length > 0, 'must name at least one service'),
  network: network.prefault({}),
  monitoring: z.strictObject({ namespace: name }).optional(),
  loadTest: loadTest.optional(),
  alertSecret: name.optional(),
});

export type Settings = z.output<typeof settingsSchema>;
