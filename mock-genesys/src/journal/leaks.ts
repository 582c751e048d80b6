import type { IncomingHttpHeaders } from 'node:http';

/** Finds the owner of a secret or token in a text. */
export interface SecretFinder {
  /** The client of a secret or access token that occurs in `text`. */
  ownerOf(text: string): string | undefined;
}

/** Headers that most requests have. A secret does not get there by mistake, and a search costs time. */
const USUAL_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'keep-alive',
  'sec-fetch-mode',
  'transfer-encoding',
  'user-agent',
]);

/**
 * The client whose secret or token is in the URL of a request or in a header other than
 * Authorization: proxies and access logs record both.
 */
export function leakIn(
  request: {
    readonly url: string;
    readonly routeOptions: { readonly url?: string | undefined };
    readonly headers: IncomingHttpHeaders;
  },
  finder: SecretFinder,
): string | undefined {
  // Most URLs equal the URL of their route, so they contain nothing from the caller.
  if (request.url !== request.routeOptions.url) {
    const owner = finder.ownerOf(decoded(request.url));
    if (owner !== undefined) return owner;
  }
  for (const name in request.headers) {
    if (USUAL_HEADERS.has(name)) continue;
    const owner = finder.ownerOf(String(request.headers[name]));
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Shorter secrets appear in texts by chance. */
const SHORTEST_SECRET = 8;

/** The forms of a secret: plain, and encoded as Basic credentials. */
export function formsOf({
  id,
  secret,
}: {
  readonly id: string;
  readonly secret: string;
}): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  return [secret, Buffer.from(`${id}:${secret}`).toString('base64')];
}

/** A URL, decoded; unchanged if it is malformed. */
export function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
