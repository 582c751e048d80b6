import { fileURLToPath } from 'node:url';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import {
  findSecrets,
  freePort,
  type RedisServer,
  type ServiceProcess,
  startRedis,
  startService,
} from '@onetoken/test-kit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../src/board/routes.ts';
import { browserPath, startBrowser } from './support/browser.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const POLL_MS = 1_000;
const QUEUES = 12;

describe.skipIf(!browserPath)(`the live page${browserPath ? '' : ' (no Chromium here)'}`, () => {
  let mock: MockGenesys;
  let redis: RedisServer;
  let browser: Browser;
  let pods: ServiceProcess[];
  let port: number;

  const pod = (more: Record<string, string> = {}) =>
    startService({
      script,
      env: {
        ONETOKEN_LOGIN_URL: mock.loginUrl,
        ONETOKEN_API_URL: mock.apiUrl,
        GENESYSCLOUD_OAUTHCLIENT_ID: 'mock-client',
        GENESYSCLOUD_OAUTHCLIENT_SECRET: 'mock-secret-not-real',
        REDIS_URL: redis.url,
        BOARD_POLL_MS: String(POLL_MS),
        ...more,
      },
    });

  beforeAll(async () => {
    [mock, redis, browser] = await Promise.all([startMockGenesys(), startRedis(), startBrowser()]);
    port = await freePort();
    pods = await Promise.all([pod({ PORT: String(port) }), pod({ PORT: '0' })]);
  });
  afterAll(async () => {
    await browser?.close();
    for (const one of pods ?? []) await one[Symbol.asyncDispose]();
    await redis?.[Symbol.asyncDispose]();
    await mock?.close();
  });

  let problems: string[];
  beforeEach(() => {
    problems = [];
  });

  async function open(url: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(url);
    await page
      .locator('#queues th')
      .nth(QUEUES - 1)
      .waitFor();
    return page;
  }
  const urlOf = (index: number) => String(pods[index]?.ready['url']);
  const isScrolledSideways = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  it('shows every queue with its figures, and no error', async () => {
    const page = await open(urlOf(0));
    expect(await page.locator('#connection').textContent()).toBe('live');
    expect(await page.locator('#queues tr').count()).toBe(QUEUES);
    expect(await page.locator('#total-waiting').textContent()).toMatch(/^\d+$/);
    expect(await page.locator('#total-service').textContent()).toMatch(/^\d+ %$/);
    expect(await page.locator('#queues .trend').count()).toBe(QUEUES);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('tells the state of the token, and never the token', async () => {
    const page = await open(urlOf(1));
    expect(await page.locator('#status-token').textContent()).toMatch(/ old$/);
    expect(await page.locator('#status-refresh').textContent()).toMatch(/^in \d+ h/);
    expect(await page.locator('#status-login').textContent()).toBe('ok');
    expect(await page.locator('#status-cache').textContent()).toBe('ok');
    const texts = [await page.content(), await (await fetch(`${urlOf(1)}/api/board`)).text()];
    expect(findSecrets(texts.join('\n'), { secret: 'mock-secret-not-real' })).toEqual([]);
    await page.close();
  });

  it('moves by itself', async () => {
    const page = await open(urlOf(0));
    const drawn = page.locator('#queues .trend path:not(.area)').first();
    const before = await drawn.getAttribute('d');
    // A further reading is a further point of the trend.
    await expect.poll(() => drawn.getAttribute('d'), { timeout: 20_000 }).not.toBe(before);
    await page.close();
  });

  it('asks Genesys Cloud no more often for many viewers on two pods than for none', async () => {
    const viewers = await Promise.all([0, 1, 0, 1, 0, 1].map((index) => open(urlOf(index))));
    const board = async () => {
      const answer = await fetch(`${urlOf(0)}/api/board`);
      return ((await answer.json()) as { board: { at: number } }).board;
    };
    const calls = () => mock.stats().totals.apiCalls;
    const [first, callsBefore] = [await board(), calls()];
    await viewers[0]?.waitForTimeout(4 * POLL_MS);
    const polls = ((await board()).at - first.at) / POLL_MS;
    // Two queries a poll, and one list of queues now and then.
    expect(calls() - callsBefore).toBeLessThanOrEqual(2 * (polls + 1) + 1);
    expect(mock.stats().totals.tokenRequests).toBe(1);
    await Promise.all(viewers.map((page) => page.close()));
  });

  it('greys figures that are too old for the pace of the readings', async () => {
    const { board } = (await (await fetch(`${urlOf(0)}/api/board`)).json()) as View;
    // With queues of its own, no other pod reads its board.
    const BOARD_QUEUE_IDS = board?.queues[0]?.id ?? '';
    await using slow = await pod({ PORT: '0', BOARD_QUEUE_IDS, BOARD_POLL_MS: '60000' });
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(String(slow.ready['url']));
    await page.locator('#queues tr[data-level]').first().waitFor();
    const isStale = () => page.evaluate("document.body.hasAttribute('data-stale')");
    await page.clock.fastForward(100_000);
    expect(await isStale()).toBe(false);
    await page.clock.fastForward(200_000);
    expect(await isStale()).toBe(true);
    await page.close();
  });

  it('comes back by itself when its pod was restarted', async () => {
    const page = await open(urlOf(0));
    await pods[0]?.[Symbol.asyncDispose]();
    const connection = page.locator('#connection');
    await page.locator('#connection[data-health="bad"]').waitFor();
    expect(await connection.textContent()).toContain('connection lost');
    pods[0] = await pod({ PORT: String(port) });
    await page.locator('#connection[data-health="ok"]').waitFor();
    expect(await page.locator('#queues tr').count()).toBe(QUEUES);
    expect(mock.stats().totals.tokenRequests).toBe(1);
    await page.close();
  });

  it('sorts by keyboard, and says so to a screen reader', async () => {
    const page = await open(urlOf(0));
    await page.locator('[data-sort="name"]').focus();
    await page.keyboard.press('Enter');
    const names = await page.locator('#queues th').allTextContents();
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toBe('Queue');
    await page.close();
  });

  it.each([
    [1280, 800],
    [390, 844],
    [3840, 2160],
  ])('fits into %i × %i', async (width, height) => {
    const page = await open(urlOf(0), { viewport: { width, height } });
    expect(await isScrolledSideways(page)).toBe(false);
    await page.close();
  });

  it('follows the colours that the system asks for', async () => {
    const ground = async (colorScheme: 'light' | 'dark') => {
      const page = await open(urlOf(0), { colorScheme });
      const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      await page.close();
      return colour;
    };
    expect(await ground('light')).not.toBe(await ground('dark'));
  });
});
