const PREFIX = '/api/v2/';

/**
 * Where a request for the agent goes: the same path and query at the API of the one region.
 * Undefined for everything else (another host in the request line, `//host`, a path that climbs out of `/api/v2/`), so that
 * the token can go nowhere else.
 */
export function targetPath(requestUrl: string, apiOrigin: string): string | undefined {
  if (!requestUrl.startsWith(PREFIX)) return undefined;
  const base = new URL(apiOrigin);
  const url = URL.parse(requestUrl, base.origin);
  if (url?.origin !== base.origin || !url.pathname.startsWith(PREFIX)) return undefined;
  // A gateway may serve the API below another path.
  return base.pathname.replace(/\/$/, '') + url.pathname + url.search;
}

/** A `Location` within the API points to the agent again. The caller may follow any other, without the token. */
export function callerLocation(location: string, apiOrigin: string): string {
  const url = URL.parse(location, apiOrigin);
  const base = new URL(apiOrigin);
  if (url?.origin !== base.origin) return location;
  const mount = base.pathname.replace(/\/$/, '');
  const path = url.pathname.startsWith(`${mount}/`)
    ? url.pathname.slice(mount.length)
    : url.pathname;
  return path + url.search + url.hash;
}
