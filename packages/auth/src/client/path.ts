import { ForeignOriginError } from '../errors/index.ts';

/** Where a request goes, in the two parts that undici takes. */
interface ApiTarget {
  readonly origin: string;
  readonly path: string;
}

/**
 * Paths that parsing would leave as they are: no dots and no `%` in a segment (`..`, `%2e`), no
 * empty segment, nothing that would be encoded. They are spared the parser, which costs as much as
 * the rest of what the client adds to a request.
 */
const PLAIN_PATH = /^(?:\/[\w~-]+)+(?:\?[\w~.,:=&%+/-]+)?$/;

/**
 * Resolves paths of one API. The result never leaves its origin and base path.
 * @param api the base address of the API
 */
export function createPathResolver(api: string): (path: string) => ApiTarget {
  const base = new URL(`${api}/`);
  const { origin } = base;
  const prefix = base.pathname.replace(/\/$/, '');
  return (path) => {
    if (PLAIN_PATH.test(path)) return { origin, path: prefix + path };
    if (!path.startsWith('/')) throw new TypeError(`path must start with "/", but is "${path}"`);
    const url = new URL(origin + prefix + path);
    const isInside = url.origin === origin && url.pathname.startsWith(base.pathname);
    if (!isInside) throw new ForeignOriginError(url.origin + url.pathname, base.href);
    return { origin, path: url.pathname + url.search };
  };
}
