/** One statement of a policy document; both lists name what is meant, never `*`. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions | undefined;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Policy document that allows these things and nothing else. */
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

/** Trust policy: which AWS service may assume the role, on which conditions. */
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
