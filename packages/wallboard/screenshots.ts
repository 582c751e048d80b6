// Takes the pictures of the README from the running page: `pnpm --filter @onetoken/wallboard screenshots`.
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { startRedis, startService } from '@onetoken/test-kit';
import { startBrowser } from './test/support/browser.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const script = fileURLToPath(new URL('dist/main.js', import.meta.url));

const PICTURES = [
  { name: 'wallboard-light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'wallboard-dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'wallboard-phone', width: 390, height: 844, colorScheme: 'light' },
  { name: 'wallboard-phone-dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** Enough readings for a trend to be seen. */
const READINGS = 40;

await using mock = await startMockGenesys();
await using redis = await startRedis();
await using browser = await startBrowser();
const env = {
  ONETOKEN_LOGIN_URL: mock.loginUrl,
  ONETOKEN_API_URL: mock.apiUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: 'mock-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'mock-secret-not-real',
  REDIS_URL: redis.url,
  PORT: '0',
  BOARD_POLL_MS: '1000',
};
await using first = await startService({ script, env });
await using second = await startService({ script, env });
console.error(`waiting for ${READINGS} readings of two pods (about ${READINGS} s) …`);
for (let readings = 0; readings < READINGS; ) {
  await sleep(1_000);
  const answer = await fetch(`${first.ready['url']}/api/board`);
  const { board } = (await answer.json()) as { board: { queues: { trend: number[] }[] } | null };
  readings = board?.queues[0]?.trend.length ?? 0;
}
mkdirSync(folder, { recursive: true });
for (const [index, { name, width, height, colorScheme }] of PICTURES.entries()) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(String((index % 2 === 0 ? first : second).ready['url']));
  await page.locator('#queues .trend').first().waitFor();
  await page.screenshot({ path: `${folder}${name}.png` });
  await page.close();
  console.error(`${folder}${name}.png`);
}
