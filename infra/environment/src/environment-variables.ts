import type { Service } from './services.ts';
import type { Settings } from './settings.ts';

/** What every service is told: where Genesys Cloud is, and that it shares one token. Nothing secret. */
export function serviceEnvironment(settings: Settings, mockName: string): Record<string, string> {
  return {
    TOKEN_CACHE: 'shared',
    HOST: '0.0.0.0',
    PORT: '8080',
    NODE_OPTIONS: '--report-exclude-env',
    ...genesysVariables(settings, mockName),
  };
}

function genesysVariables({ genesys, mock }: Settings, mockName: string): Record<string, string> {
  if (mock) {
    const url = `http://${mockName}`;
    return { ONETOKEN_LOGIN_URL: url, ONETOKEN_API_URL: url, ONETOKEN_ALLOW_HTTP: '1' };
  }
  if (genesys?.endpoints) {
    const { login, api } = genesys.endpoints;
    return { ONETOKEN_LOGIN_URL: login, ONETOKEN_API_URL: api };
  }
  return genesys?.region ? { GENESYSCLOUD_REGION: genesys.region } : {};
}

/** Without a database of its own the sync writes a file that ends with its pod: enough to try it out. */
export function withDatabase(crmSync: NonNullable<Settings['crmSync']>): Service {
  if (crmSync.database) return crmSync;
  const DATABASE_URL = 'sqlite:/tmp/crm.sqlite';
  return { ...crmSync, environment: { ...crmSync.environment, DATABASE_URL } };
}
