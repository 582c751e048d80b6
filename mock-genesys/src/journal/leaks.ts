import type { IncomingHttpHeaders } from 'node:http';

/** Answers whose a secret or token is, or that a text holds none. */
export interface SecretFinder {
  /** The client of a secret or access token that occurs in `text`. */
  ownerOf(text: string): string | undefined;
}

/** Headers that every request has; secrets don't get there by mistake, and looking costs time. */
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
 * The client whose secret or token a request carries in its URL or in a header other than
 * Authorization: places that proxies and access logs write down.
 */
export function leakIn(
  request: {
    readonly url: string;
    readonly routeOptions: { readonly url?: string | undefined };
    readonly headers: IncomingHttpHeaders;
  },
  finder: SecretFinder,
): string | undefined {
  // The URL of most requests is that of their route, in which a caller can't put anything.
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

/** Shorter secrets occur in texts by chance. */
const SHORTEST_SECRET = 8;

/** The forms in which a secret may be written: as it is, and as Basic credentials hold it. */
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

/** A URL as it is meant; one that is malformed as it is. */
export function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
