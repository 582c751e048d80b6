import type { Settings } from './settings.ts';

type Services = Settings['services'];

/** The Genesys clients of the services, each once. */
export function clientsOf(services: Services): string[] {
  return [...new Set(Object.values(services).map(({ client }) => client))];
}

/** Further secrets of the services, each once. */
export function furtherSecretsOf(services: Services): string[] {
  return [...new Set(Object.values(services).flatMap(({ secrets }) => secrets))];
}
