/** Keys of settings that hold a secret, as opposed to the name of one (`caSecret`, `secretReader`). */
const SECRET_KEY =
  /(password|clientSecret|routingKey|encryptionKeys?|kubeconfig|privateKey|accessKey)s?$/i;

/**
 * Paths in the settings of a stack (`Pulumi.<stack>.yaml`) that hold a secret in plain text. Pulumi passes
 * the resources of a stack to policies but not its settings, so a test calls this with the files.
 */
export function plainSecrets(settings: unknown, path: string = ''): string[] {
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (isEncrypted(value)) return [];
    const name = key.split(':').at(-1) ?? key;
    if (SECRET_KEY.test(name) && hasPlainText(value)) return [here];
    return plainSecrets(value, here);
  });
}

function hasPlainText(value: unknown): boolean {
  if (isEncrypted(value)) return false;
  if (typeof value !== 'object' || value === null) return value !== undefined;
  return Object.values(value).some(hasPlainText);
}

/** `pulumi config set --secret` writes `{ secure: <ciphertext> }`. */
function isEncrypted(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'secure';
}
