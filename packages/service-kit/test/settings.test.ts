import { type Environment, readEnvironment } from '@onetoken/auth/environment';
import { describe, expect, it } from 'vitest';
import { readAddress, readServiceSettings } from '../src/settings.ts';

const GOOD = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret-not-real',
};
const read = (more: Environment = {}) => readEnvironment({ ...GOOD, ...more }, readServiceSettings);

describe('the settings of every service', () => {
  it('are those of the library, with limit and alert', () => {
    expect(
      read({ ONETOKEN_API_LIMIT: '300', PAGERDUTY_ROUTING_KEY: 'key-not-real' }),
    ).toMatchObject({
      region: 'mypurecloud.ie',
      apiLimit: 300,
      pagerDuty: { routingKey: 'key-not-real', url: undefined },
    });
  });

  it('say everything that is wrong at once, the variables of the library among them', () => {
    const wrong = {
      GENESYSCLOUD_REGION: 'mypurecloud.ei',
      REDIS_URL: 'cache',
      LOG_LEVEL: 'loud',
      ONETOKEN_API_LIMIT: 'none',
      PAGERDUTY_EVENTS_URL: 'events',
      PORT: '-1',
    };
    const all = () =>
      readEnvironment({ ...GOOD, ...wrong }, (variables) => [
        readServiceSettings(variables),
        readAddress(variables, 80),
      ]);
    for (const variable of Object.keys(wrong)) expect(all).toThrow(variable);
  });
});
