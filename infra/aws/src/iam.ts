/** One statement of a policy document. Both lists name each entry; `*` is not allowed. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions | undefined;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Policy document that allows only these statements. */
export function allow(permissions: readonly Permission[]): string {
  return document(
    permissions.map(({ actions, resources, conditions }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    })),
  );
}

/** Policy document: read these secrets, and use their key for that purpose only. */
export function readSecrets(secretArns: readonly string[], keyArn: string, region: string): string {
  return allow([
    {
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resources: secretArns,
    },
    {
      actions: ['kms:Decrypt'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  ]);
}

/** Trust policy: which AWS service may assume the role, and under which conditions. */
export function trust(
  service: string,
  actions: readonly string[] = ['sts:AssumeRole'],
  conditions?: Conditions,
): string {
  return document([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: actions,
      ...(conditions && { Condition: conditions }),
    },
  ]);
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
