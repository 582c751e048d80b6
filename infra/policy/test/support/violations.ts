import type {
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import type { Props } from '../../src/workload.ts';

export interface Sample {
  readonly type: string;
  readonly props: Props;
  readonly name?: string;
  /** Default `dev`. */
  readonly stack?: string;
}

function urn({ type, name = 'sample', stack = 'dev' }: Sample): string {
  return `urn:pulumi:${stack}::onetoken-test::${type}::${name}`;
}

/** What a policy says about one resource. */
export function violations(policy: ResourceValidationPolicy, sample: Sample): string[] {
  const said: string[] = [];
  const args = { ...sample, urn: urn(sample) } as unknown as ResourceValidationArgs;
  const validate = policy.validateResource;
  if (typeof validate !== 'function') throw new TypeError('not a policy with one check');
  void validate(args, (message) => said.push(message));
  return said;
}

/** What a policy says about a whole stack. */
export function stackViolations(
  policy: StackValidationPolicy,
  samples: readonly Sample[],
): string[] {
  const said: string[] = [];
  const resources = samples.map(
    (sample) => ({ name: 'sample', ...sample, urn: urn(sample) }) as unknown as PolicyResource,
  );
  void policy.validateStack(
    {
      resources,
      stackTags: new Map(),
      getConfig: () => ({}) as never,
      notApplicable: () => {
        throw new Error('not applicable');
      },
    },
    (message) => said.push(message),
  );
  return said;
}
