import { z } from 'zod';

/** Names that Kubernetes accepts for namespaces, Secrets and Services. */
export const name = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes')
  .max(63);

export const cidr = z.union(
  [z.cidrv4(), z.cidrv6()],
  'must be an address range such as 203.0.113.0/24',
);

export const port = z.int().min(1).max(65_535);

/** With a digest or a fixed tag, so that the same settings always run the same program. */
export const image = z
  .string()
  .regex(/^[\w./:-]+(:[\w.-]+|@sha256:[0-9a-f]{64})$/, 'must have a tag or a digest')
  .refine(
    (value) => !value.endsWith(':latest'),
    'must not be :latest, which may change at any time',
  );

export const quantity = z
  .string()
  .regex(/^\d+(m|Ki|Mi|Gi)?$/, 'must be a quantity such as 50m or 128Mi');

export const secretByName = z.union(
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
