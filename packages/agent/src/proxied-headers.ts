import type { IncomingHttpHeaders } from 'node:http';

type Headers = Record<string, string | string[]>;

/** Headers of one connection, never passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The target's own host, and the one header that the agent is here for. `expect` was answered by this server. */
const REPLACED = new Set(['host', 'authorization', 'cookie', 'expect', 'content-length']);

/** The headers of the caller that the API receives. */
export function requestHeaders(headers: IncomingHttpHeaders): Headers {
  return without(headers, (name) => REPLACED.has(name));
}

/** The headers of the API that the caller receives. */
export function responseHeaders(headers: IncomingHttpHeaders): Headers {
  return without(headers, () => false);
}

function without(headers: IncomingHttpHeaders, isDropped: (name: string) => boolean): Headers {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] =>
        entry[1] !== undefined &&
        !HOP_BY_HOP.has(entry[0]) &&
        !named.has(entry[0]) &&
        !isDropped(entry[0]),
    ),
  );
}
