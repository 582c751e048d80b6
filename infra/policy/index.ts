import { PolicyPack } from '@pulumi/policy';
import { fixedImage } from './src/fixed-image.ts';
import { highlyAvailable } from './src/highly-available.ts';
import { internalOnly } from './src/internal-only.ts';
import { namedGenesysPermissions } from './src/named-genesys-permissions.ts';
import { namedIamPermissions } from './src/named-iam-permissions.ts';
import { noPlainSecret } from './src/no-plain-secret.ts';
import { oneRegion } from './src/one-region.ts';
import { privateCache } from './src/private-cache.ts';

new PolicyPack('onetoken', {
  enforcementLevel: 'mandatory',
  policies: [
    noPlainSecret,
    privateCache,
    namedIamPermissions,
    namedGenesysPermissions,
    oneRegion,
    fixedImage,
    highlyAvailable,
    internalOnly,
  ],
});
