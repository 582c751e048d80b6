import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MockGenesys, startMockGenesys } from '../../src/index.ts';
import { CLIENT, callAdmin, callApi, requestToken, tokenOf } from '../callers.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const hostile = '<img src=x onerror=alert(1)>';

describe.skipIf(!existsSync(executablePath))('the page at /__admin/, in Chromium', () => {
  let browser: Browser;
  let mock: MockGenesys;
  const troubles: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    mock = await startMockGenesys({
      clients: [CLIENT, { id: '7de3af06-c0b3-4f9b-af45-72f4a1403797', secret: 'sample-secret-2' }],
      clock: { kind: 'manual' },
      limits: { loginPerClient: 2, apiPerToken: { limit: 300, algorithm: 'sliding-window' } },
    });
    const token = await tokenOf(mock);
    for (let i = 0; i < 4; i += 1) await requestToken(mock);
    await callApi(mock, '/api/v2/users', token);
    await requestToken(mock, { id: hostile, secret: 'x' });
  });
  afterAll(async () => {
    await browser.close();
    await mock.close();
  });

  async function open(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(`${mock.adminUrl}/__admin/`);
    await page.waitForSelector('article');
    return page;
  }

  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('fits %i px, %s, without errors', async (width, scheme) => {
    const page = await open(width, scheme);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('shows each client against the limit, and the requests; names are text, never markup', async () => {
    const page = await open(1280, 'light');
    const card = page.locator('article', { hasText: CLIENT.id });
    expect(await card.textContent()).toContain('5 of 2 a minute');
    expect(await page.locator('#requests tr').count()).toBe(7);
    expect(await page.locator('#requests').textContent()).toContain('loginPerClient');
    expect(await page.locator('article', { hasText: hostile }).count()).toBe(1);
    expect(await page.locator('main img').count()).toBe(0);
    await page.close();
  });

  test('clock, limits, faults and reset work by keyboard', async () => {
    const page = await open(1280, 'light');
    const press = async (selector: string): Promise<void> => {
      await page.focus(selector);
      await page.keyboard.press('Enter');
    };
    const before = mock.clock.now();
    await press('#advance [data-ms="60000"]');
    await expect.poll(() => mock.clock.now() - before).toBe(60_000);
    await page.fill('#limits-form [name=loginPerClient]', '25');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=/of 25 a minute/');
    const { body: limits } = await callAdmin(mock, 'GET', '/__admin/limits');
    expect(limits).toMatchObject({
      loginPerClient: { limit: 25 },
      apiPerToken: { limit: 300, algorithm: 'sliding-window' },
    });
    await page.selectOption('#fault-form [name=kind]', 'throttle');
    await press('#fault-form [type=submit]');
    await page.waitForSelector('#faults li');
    expect((await requestToken(mock)).status).toBe(400);
    await press('#reset');
    await expect.poll(() => mock.stats().totals.tokenRequests).toBe(0);
    await page.close();
  });

  test('says so when a change cannot be made', async () => {
    const page = await open(1280, 'light');
    await page.route('**/__admin/reset', (route) => route.abort());
    await page.click('#reset');
    await page.waitForSelector('text=Refused: the mock does not answer');
    await page.close();
  });

  test('a page of another site can change nothing', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const response = await fetch(`${mock.adminUrl}/__admin/reset`, { method: 'POST', headers });
    expect(response.status).toBe(403);
  });
});
