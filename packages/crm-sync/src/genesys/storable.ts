/**
 * JSON in which U+FFFD replaces what PostgreSQL cannot store: the character U+0000, and half of a UTF-16 pair, which
 * remains of an emoji when a program cuts a name. One such name would otherwise stop the sync permanently.
 * @throws SyntaxError when it is not JSON
 */
export function parseStorable(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value === 'string') return storable(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), inner]));
  });
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
