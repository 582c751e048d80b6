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
