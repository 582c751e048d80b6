export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** Reads an HTTP Basic header (RFC 7617); `undefined` when there is none or it is malformed. */
export function parseBasic(header: string | undefined): Credentials | undefined {
  const match = /^basic +([a-z0-9+/=_-]+) *$/i.exec(header ?? '');
  if (!match?.[1]) return undefined;
  const text = Buffer.from(match[1], 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}
