import type { ResourceValidationPolicy } from '@pulumi/policy';
import type { Props } from './workload.ts';

/** Properties that hold a policy document, on any AWS resource. */
const DOCUMENTS = ['policy', 'assumeRolePolicy', 'accessPolicy'];

/** Managed policies of AWS that grant a whole service or more. */
const BROAD_POLICY = /(AdministratorAccess|PowerUserAccess|FullAccess)$/;

export const namedIamPermissions: ResourceValidationPolicy = {
  name: 'named-iam-permissions',
  description: 'IAM policies name each action and each resource, without "*".',
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

/** The statements of a document, which is text or the equivalent object. */
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
  const everyone = JSON.stringify(statement['Principal'] ?? '').includes('"*"');
  return [
    ...actions.map((action) => `action "${action}" grants more than needed: name each action.`),
    ...resources.map((resource) => `resource "${resource}" grants everything: name its ARN.`),
    ...(statement['NotAction'] || statement['NotResource']
      ? ['NotAction and NotResource grant everything else: name the actions and resources instead.']
      : []),
    ...(everyone && !statement['Condition']
      ? ['principal "*" allows everyone: name the principals.']
      : []),
  ];
}

/** ARNs that name a kind of resource and then any resource of it. */
const EVERY_ONE_OF_A_KIND =
  /^(alias|cluster|db|function|key|log-group|parameter|policy|repository|role|secret|table|user)[:/]\*/;

/**
 * `*`, or an ARN that matches every resource of a kind: `arn:aws:s3:::*`, `…:secret:*`. A `*` within a named resource is
 * allowed.
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
    .map((arn) => `${arn} grants far more than needed: write your own policy.`);
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
