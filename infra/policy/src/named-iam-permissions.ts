import type { ResourceValidationPolicy } from '@pulumi/policy';
import type { Props } from './workload.ts';

/** Properties that hold a policy document, on whatever resource of AWS. */
const DOCUMENTS = ['policy', 'assumeRolePolicy', 'accessPolicy'];

/** Policies of AWS that grant a whole service or more. */
const BROAD_POLICY = /(AdministratorAccess|PowerUserAccess|FullAccess)$/;

export const namedIamPermissions: ResourceValidationPolicy = {
  name: 'named-iam-permissions',
  description: 'IAM policies name each action and each resource; no "*" stands for them.',
  validateResource: ({ type, props }, report) => {
    if (!type.startsWith('aws:')) return;
    for (const fault of [...documentFaults(type, props), ...attachedFaults(props)]) report(fault);
  },
};

function documentFaults(type: string, props: Props): string[] {
  const inline = (props['inlinePolicies'] ?? []).map((policy: Props) => policy['policy']);
  return [...DOCUMENTS.map((name) => props[name]), ...inline]
    .filter((text) => typeof text === 'string' && text.includes('"Statement"'))
    .flatMap((text) => list<Props>(JSON.parse(text).Statement))
    .filter((statement) => statement['Effect'] === 'Allow')
    .flatMap((statement) => statementFaults(statement, type));
}

function statementFaults(statement: Props, type: string): string[] {
  const actions = list<string>(statement['Action']).filter((action) => action.includes('*'));
  // In the policy of a key, "*" means the key itself.
  const resources = type.startsWith('aws:kms/')
    ? []
    : list<string>(statement['Resource']).filter(isEverything);
  const everybody = JSON.stringify(statement['Principal'] ?? '').includes('"*"');
  return [
    ...actions.map((action) => `action "${action}" stands for more than is needed: name each one.`),
    ...resources.map((resource) => `resource "${resource}" stands for everything: name its ARN.`),
    ...(statement['NotAction'] || statement['NotResource']
      ? ['"all but" (NotAction, NotResource) grants what nobody thought of: name what is meant.']
      : []),
    ...(everybody && !statement['Condition'] ? ['principal "*" is everybody: name who.'] : []),
  ];
}

/** `*`, or an ARN that leaves open which resource of a service: `arn:aws:s3:::*`. A part of a named one is fine. */
function isEverything(resource: string): boolean {
  const [, , service, , account, ...rest] = resource.split(':');
  return resource === '*' || service === '*' || account === '*' || rest.join(':').startsWith('*');
}

function attachedFaults(props: Props): string[] {
  return [props['policyArn'], ...(props['managedPolicyArns'] ?? [])]
    .filter((arn) => typeof arn === 'string' && BROAD_POLICY.test(arn))
    .map((arn) => `${arn} grants far more than is needed: write a policy of your own.`);
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
