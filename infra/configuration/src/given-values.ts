/** A value of the configuration. Pulumi stores scalars as plain text, objects and lists as JSON. */
export function fromText(text: string): unknown {
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
}

/** Full keys (`project:key`) of the encrypted values. The engine gives them to the program in this variable. */
export function encryptedKeys(): string[] {
  const keys: string[] = JSON.parse(process.env['PULUMI_CONFIG_SECRET_KEYS'] || '[]');
  return keys.map((key) => key.replace(':config:', ':'));
}
