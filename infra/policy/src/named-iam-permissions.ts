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
    .flatMap(statements)
    .filter((statement) => statement['Effect'] === 'Allow')
    .flatMap((statement) => statementFaults(statement, type));
}

/** Of a document as text, or as the object that Pulumi takes for it, too. */
function statements(document: unknown): readonly Props[] {
  const isText = typeof document === 'string' && document.includes('"Statement"');
  const value: unknown = isText ? JSON.parse(document) : document;
  if (typeof value !== 'object' || value === null) return [];
  return list<Props>((value as Props)['Statement']);
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

/** Kinds of resources that an ARN names before the resource itself. */
const EVERY_ONE_OF_A_KIND =
  /^(alias|cluster|db|function|key|log-group|parameter|policy|repository|role|secret|table|user)[:/]\*/;

/**
 * `*`, or an ARN that leaves open which resource of a service: `arn:aws:s3:::*`, `…:secret:*`. A part of a named one is
 * fine.
 */
function isEverything(resource: string): boolean {
  const [, , service, , account, ...rest] = resource.split(':');
  const name = rest.join(':');
  const isOpen = name.startsWith('*') || EVERY_ONE_OF_A_KIND.test(name);
  return resource === '*' || service === '*' || account === '*' || isOpen;
}

function attachedFaults(props: Props): string[] {
  const { policyArn, policyArns = [], managedPolicyArns = [] } = props;
  return [policyArn, ...policyArns, ...managedPolicyArns]
    .filter((arn) => typeof arn === 'string' && BROAD_POLICY.test(arn))
    .map((arn) => `${arn} grants far more than is needed: write a policy of your own.`);
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
