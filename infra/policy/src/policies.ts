import type { ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import { fixedImage } from './fixed-image.ts';
import { highlyAvailable } from './highly-available.ts';
import { internalOnly } from './internal-only.ts';
import { namedGenesysPermissions } from './named-genesys-permissions.ts';
import { namedIamPermissions } from './named-iam-permissions.ts';
import { noPlainSecret } from './no-plain-secret.ts';
import { oneRegion } from './one-region.ts';
import { privateCache } from './private-cache.ts';

/** Policies that check one resource. */
export const resourcePolicies: readonly ResourceValidationPolicy[] = [
  noPlainSecret,
  privateCache,
  namedIamPermissions,
  namedGenesysPermissions,
  oneRegion,
  fixedImage,
  internalOnly,
];

/** Policies that check a whole stack. */
export const stackPolicies: readonly StackValidationPolicy[] = [highlyAvailable];
