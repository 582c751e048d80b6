import { describe, expect, it } from 'vitest';
import { syncSettings } from '../src/settings.ts';

const client = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'sample-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'sample-secret-not-real',
};

describe('the settings of the sync', () => {
  it('have defaults', () => {
    expect(syncSettings(client)).toMatchObject({
      address: { host: '127.0.0.1', port: 8788 },
      ...{ apiLimit: 300, databaseUrl: 'sqlite:crm.sqlite', pageSize: 100 },
      ...{ everyMs: 300_000, windowMs: 3_600_000, lagMs: 120_000 },
    });
  });

  it('take fractions of minutes', () => {
    expect(syncSettings({ ...client, SYNC_EVERY_MINUTES: '0.05' }).everyMs).toBe(3_000);
  });

  it('say everything that is wrong at once, and no secret', () => {
    const wrong = {
      ...client,
      GENESYSCLOUD_REGION: 'mypurecloud.ei',
      DATABASE_URL: 'mysql://app:password-not-real@db',
      SYNC_START: '2026-11-30',
      SYNC_EVERY_MINUTES: '0',
      SYNC_PAGE_SIZE: '1000',
    };
    expect(() => syncSettings(wrong)).toThrow(
      [
        'GENESYSCLOUD_REGION "mypurecloud.ei" is not a known region; did you mean mypurecloud.ie?',
        'DATABASE_URL must be postgres://… or sqlite:PATH',
        'SYNC_START "2026-11-30" must be a time in ISO 8601 with its zone, such as 2026-11-30T08:00:00Z',
        'SYNC_EVERY_MINUTES "0" must be a number of more than 0',
        'SYNC_PAGE_SIZE "1000" must be a whole number from 1 to 100',
      ].join('\n'),
    );
  });
});
