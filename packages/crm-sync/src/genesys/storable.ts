/**
 * JSON, with what no PostgreSQL can store replaced by U+FFFD: the character U+0000, and half of a pair of UTF-16, which
 * is what is left of an emoji where somebody cut a name. One such name would otherwise stop the sync for good.
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
