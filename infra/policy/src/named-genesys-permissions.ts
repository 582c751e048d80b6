import type { ResourceValidationPolicy } from '@pulumi/policy';
import type { Props } from './workload.ts';

/** Annotation of pods with the permissions that their OAuth client needs. */
const ANNOTATION = 'onetoken/genesys-permissions';

export const namedGenesysPermissions: ResourceValidationPolicy = {
  name: 'named-genesys-permissions',
  description: 'Roles of Genesys Cloud name each permission (domain:entity:action); no "*".',
  validateResource: ({ type, props }, report) => {
    const asked = [
      ...annotated(props),
      ...(type.startsWith('genesyscloud:') ? granted(props) : []),
    ];
    for (const permission of asked.filter((name) => name.includes('*'))) {
      report(`"${permission}" grants more than is needed: name each permission.`);
    }
  },
};

function annotated(props: Props): string[] {
  return [props['metadata'], props['spec']?.template?.metadata].flatMap(
    (metadata) => metadata?.annotations?.[ANNOTATION]?.split(',') ?? [],
  );
}

/** Permissions of a role that a Genesys Cloud provider creates. */
function granted(props: Props): string[] {
  const policies = (props['permissionPolicies'] ?? []).flatMap((policy: Props) =>
    (policy['actionSets'] ?? []).map(
      (action: string) => `${policy['domain']}:${policy['entityName']}:${action}`,
    ),
  );
  return [...(props['permissions'] ?? []), ...policies];
}
