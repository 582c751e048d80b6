import { PolicyPack } from '@pulumi/policy';
import { resourcePolicies, stackPolicies } from './src/policies.ts';

new PolicyPack('onetoken', {
  enforcementLevel: 'mandatory',
  policies: [...resourcePolicies, ...stackPolicies],
});
