import { startMockGenesys } from '@onetoken/mock-genesys';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createAlert } from '../src/alert.ts';

const log = pino({ level: 'silent' });
const event = {
  type: 'fatal',
  scope: 'scope',
  code: 'ERR_TOKEN_REJECTED',
  message: 'The API refuses a token that the login has just issued',
  alert: true,
  dedupKey: 'onetoken-scope',
} as const;

describe('the alert', () => {
  it("goes to PagerDuty with the fleet's common key", async () => {
    await using mock = await startMockGenesys();
    const alert = createAlert(
      {
        routingKey: 'routing-key-not-real-000000000000',
        url: `${mock.adminUrl}/v2/enqueue`,
      },
      { service: 'crm-sync', log },
    );
    await alert(event);
    const text = await (await fetch(`${mock.adminUrl}/__admin/events`)).text();
    expect(text).toContain('"dedup_key":"onetoken-scope"');
    expect(text).toContain('"event_action":"trigger"');
    expect(text).toContain('"severity":"critical"');
  });

  it('is raised by the one process that was told to', async () => {
    await using mock = await startMockGenesys();
    const alert = createAlert(
      { routingKey: 'k', url: `${mock.adminUrl}/v2/enqueue` },
      { service: 'crm-sync', log },
    );
    await alert({ ...event, alert: false });
    const text = await (await fetch(`${mock.adminUrl}/__admin/events`)).text();
    expect(text).not.toContain('onetoken-scope');
  });

  it('never rejects, so that a service can stop although PagerDuty refuses it', async () => {
    await using mock = await startMockGenesys();
    const lines: string[] = [];
    const alert = createAlert(
      { routingKey: 'k', url: `${mock.adminUrl}/v2/nothing` },
      { service: 'crm-sync', log: pino({ base: null }, { write: (line) => lines.push(line) }) },
    );
    await alert(event);
    expect(lines.join()).toContain('alert could not be raised');
  });
});
