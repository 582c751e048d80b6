import type { FastifyRequest } from 'fastify';
import type { TypedApp } from '../http/typed-app.ts';

/**
 * Keeps pages of other sites away from a mock that runs on this machine: they could reset it, and, by
 * pointing a name of their own at 127.0.0.1, read it.
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
    return 'refused: the admin API listens on this machine only, call it by localhost or 127.0.0.1';
  }
  const site = headers['sec-fetch-site'];
  // Who follows a link reads the page by themselves; nothing of it reaches the site with the link.
  const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  const isForeign = site === undefined ? isOther(origin, host) : site === 'cross-site';
  return isForeign && !isLink ? 'refused: sent by a page of another site' : undefined;
}

/** For browsers that send no Sec-Fetch-Site, as to plain http of another machine. */
function isOther(origin: string | undefined, host: string): boolean {
  return origin !== undefined && URL.parse(origin)?.host !== host;
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopback(name: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|::1)$/i.test(name);
}
