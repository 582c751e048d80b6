import type { FastifyRequest } from 'fastify';
import type { TypedApp } from '../http/typed-app.ts';

/**
 * Refuses requests from pages of other sites: a page in a browser on this machine could reset the mock
 * and, with a domain that resolves to 127.0.0.1 (DNS rebinding), read it.
 */
export function guardFromPages(app: TypedApp, listensOn: string): void {
  const isLocal = isLoopback(listensOn);
  app.addHook('onRequest', async (request, reply) => {
    const message = refusalOf(request, isLocal);
    if (message !== undefined) await reply.status(403).send({ status: 403, message });
  });
}

function refusalOf({ method, headers }: FastifyRequest, isLocal: boolean): string | undefined {
  const { host = '', origin } = headers;
  if (isLocal && host !== '' && !isLoopback(nameOf(host))) {
    return 'refused: the admin API listens on loopback only; use localhost or 127.0.0.1 in the URL';
  }
  const site = headers['sec-fetch-site'];
  // A user who follows a link sees the page; the site with the link receives nothing of it.
  const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  const isForeign = site === undefined ? isOther(origin, host) : site === 'cross-site';
  return isForeign && !isLink
    ? 'refused: the request comes from a page of another site'
    : undefined;
}

/** For requests without Sec-Fetch-Site: browsers omit it for plain http to another machine. */
function isOther(origin: string | undefined, host: string): boolean {
  return origin !== undefined && URL.parse(origin)?.host !== host;
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopback(name: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|::1)$/i.test(name);
}
