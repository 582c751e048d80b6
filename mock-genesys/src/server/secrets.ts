import { formsOf, leakIn, type SecretFinder } from '../ledger/leaks.ts';
import type { World } from './world.ts';

/** Looks for secrets of clients and for tokens that were issued. */
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
export function countLeak(world: World, request: Parameters<typeof leakIn>[0]): void {
  const owner = leakIn(request, secretFinder(world));
  if (owner !== undefined) world.ledger.count(owner, 'secretLeaks');
}

/** The form of tokens, wherever in a text. */
const TOKEN = /[\w-]{86}/g;

function ownerOfToken(world: World, text: string): string | undefined {
  for (const [candidate] of text.matchAll(TOKEN)) {
    const token = world.tokens.find(candidate);
    if (token) return token.clientId;
  }
  return undefined;
}
