/** The stack's name in a URN: `urn:pulumi:<stack>::<project>::<type>::<name>`. */
export function stackOf(urn: string): string {
  return urn.split('::')[0]?.split(':')[2] ?? '';
}

export function isProduction(urn: string): boolean {
  return stackOf(urn).startsWith('production');
}

/** The stack on a developer's machine, which uses the mock of Genesys Cloud. */
export function isLocal(urn: string): boolean {
  return stackOf(urn) === 'local';
}
