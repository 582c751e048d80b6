import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { descendants, survivors } from '@onetoken/test-kit';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/demo.js', import.meta.url));

it('--serve keeps a fleet running with its live page, and Ctrl-C leaves nothing behind', async () => {
  const { REDIS_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [program, '--serve', '--pods', '2'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await expect.poll(() => text, { timeout: 60_000 }).toContain('Ctrl-C');
  const pages = [...text.matchAll(/pod \d +(http\S+)/g)].map(([, url]) => String(url));
  expect(pages).toHaveLength(2);
  for (const url of pages) {
    expect(await (await fetch(url)).text()).toContain('<title>Wallboard</title>');
    const board = async () => (await fetch(new URL('/api/board', url))).status;
    await expect.poll(board, { timeout: 20_000 }).toBe(200);
  }
  const mock = String(/mock +(http\S+)/.exec(text)?.[1]);
  const stats = await (await fetch(new URL('stats', mock))).json();
  expect(stats).toMatchObject({ totals: { tokenRequests: 1 } });
  const all = descendants(Number(child.pid));
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(130);
  expect(await survivors(all)).toEqual([]);
});
