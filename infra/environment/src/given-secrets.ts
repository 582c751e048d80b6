import type { StackConfig } from './stack.ts';

/** Pulumi secrets of this program. The checks ask only whether they are set and encrypted. */
const SECRET_KEYS = ['genesysClientId', 'genesysClientSecret', 'kubeconfig'] as const;
type SecretKey = (typeof SECRET_KEYS)[number];

/** Whether a key of the configuration is one of them. */
export function isSecretKey(key: string): boolean {
  return (SECRET_KEYS as readonly string[]).includes(key);
}

/** How each secret is set: not at all, in plain text, or encrypted. */
export type GivenSecrets = Readonly<Record<SecretKey, 'missing' | 'plain' | 'encrypted'>>;

export function secretsOf(
  { project, secretKeys }: StackConfig,
  ours: Readonly<Record<string, string>>,
): GivenSecrets {
  const given = (key: SecretKey) => {
    if (ours[key] === undefined) return 'missing';
    return secretKeys.includes(`${project}:${key}`) ? 'encrypted' : 'plain';
  };
  return {
    genesysClientId: given('genesysClientId'),
    genesysClientSecret: given('genesysClientSecret'),
    kubeconfig: given('kubeconfig'),
  };
}
