import type { Client } from '../clients/client.ts';
import type { World } from './world.ts';

/** Gives a client a new secret. A setting decides whether this revokes its tokens. */
export function rotateSecret(world: World, clientId: string): Client | undefined {
  const client = world.clients.rotateSecret(clientId);
  if (client && world.settings.login.rotationRevokesTokens) {
    world.tokens.revoke({ clientId }, world.clock.now());
  }
  return client;
}
