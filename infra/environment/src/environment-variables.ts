import { MOCK } from './names.ts';
import { KINDS, type ServiceSettings } from './service-settings.ts';
import type { Settings } from './settings.ts';

/** The environment variables of a service, none of them secret. Those that the stack adds come last. */
export function serviceVariables(
  settings: Settings,
  service: ServiceSettings,
): Record<string, string> {
  return {
    TOKEN_CACHE: 'shared',
    HOST: '0.0.0.0',
    PORT: '8080',
    NODE_OPTIONS: '--report-exclude-env',
    ...genesysVariables(settings),
    ...databaseVariables(service),
    ...service.environment,
  };
}

function genesysVariables({ genesys, mock }: Settings): Record<string, string> {
  if (mock) {
    const url = `http://${MOCK}`;
    return { ONETOKEN_LOGIN_URL: url, ONETOKEN_API_URL: url, ONETOKEN_ALLOW_HTTP: '1' };
  }
  if (genesys?.endpoints) {
    const { login, api } = genesys.endpoints;
    return { ONETOKEN_LOGIN_URL: login, ONETOKEN_API_URL: api };
  }
  return genesys?.region ? { GENESYSCLOUD_REGION: genesys.region } : {};
}

/** Without a database a worker writes a file that is lost when its pod ends: enough to try it out. */
function databaseVariables({ kind, database }: ServiceSettings): Record<string, string> {
  if (database || !KINDS[kind].needsDatabase) return {};
  return { DATABASE_URL: 'sqlite:/tmp/data.sqlite' };
}
