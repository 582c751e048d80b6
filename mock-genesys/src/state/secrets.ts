import type { FastifyRequest } from 'fastify';
import { decoded, formsOf, leakIn, type SecretFinder } from '../journal/leaks.ts';
import { UNKNOWN_CLIENT } from '../journal/request-journal.ts';
import type { World } from './world.ts';

/** Finds secrets of clients and issued tokens. */
export function secretFinder(world: World): SecretFinder {
  return {
    ownerOf(text) {
      const client = world.clients
        .list()
        .find((one) => formsOf(one).some((form) => text.includes(form)));
      return client?.id ?? ownerOfToken(world, text);
    },
  };
}

/** Counts a leak in the URL or the headers of a request. */
export function countLeak(world: World, request: FastifyRequest): void {
  const owner = leakIn(request, secretFinder(world));
  if (owner !== undefined) world.journal.count(owner, 'secretLeaks');
}

/** The text without secrets, for everything that other people may read. */
export function redacted(world: World, text: string): string {
  const finder = secretFinder(world);
  if (finder.ownerOf(text) === undefined) return text;
  const secrets = world.clients.list().flatMap((client) => formsOf(client));
  return secrets
    .reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text)
    .replace(TOKEN, REDACTED);
}

/** The path of a URL for the journal. Only a path with parameters can contain a secret. */
export function safePath(world: World, { url, routeOptions }: FastifyRequest): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  if (path === routeOptions.url) return path;
  const readable = decoded(path);
  const safe = redacted(world, readable);
  return safe === readable ? path : safe;
}

/** The name under which a client id is counted: not the id if it is a secret sent by mistake. */
export function accountOf(world: World, id: string): string {
  return world.clients.get(id) || redacted(world, id) === id ? id : UNKNOWN_CLIENT;
}

const REDACTED = '[redacted]';
/** The form of tokens, anywhere in a text. */
const TOKEN = /[\w-]{86}/g;

function ownerOfToken(world: World, text: string): string | undefined {
  for (const [candidate] of text.matchAll(TOKEN)) {
    const token = world.tokens.find(candidate);
    if (token) return token.clientId;
  }
  return undefined;
}
