import { expect, test } from 'vitest';
import { collectStack } from '../../environment/src/render.ts';
import { committedStack } from '../../environment/test/support/aws-outputs.ts';
import { resourcePolicies, stackPolicies } from '../src/policies.ts';
import { type Sample, stackViolations, violations } from './support/violations.ts';

/** The stacks of onetoken-aws and onetoken-aws-lambda are checked with the real engine: infra/aws/test/engine.e2e.test.ts. */
test.each(['local', 'dev', 'staging', 'production-use1', 'production-euw1'])(
  'stack %s of onetoken-environment holds every policy',
  async (stack) => {
    const resources = await collectStack(stack, committedStack(stack));
    const samples: Sample[] = resources.map(({ type, name, inputs }) => ({
      type,
      name,
      stack,
      props: inputs,
    }));
    expect(samples.some(({ type }) => type === 'kubernetes:apps/v1:Deployment')).toBe(true);
    const said = samples.flatMap((sample) =>
      resourcePolicies.flatMap((policy) =>
        violations(policy, sample).map((text) => `${sample.name}: ${policy.name}: ${text}`),
      ),
    );
    expect([...said, ...stackPolicies.flatMap((p) => stackViolations(p, samples))]).toEqual([]);
  },
);
