import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { describe, expect, it } from 'vitest';
import { client, environmentFor } from './environment.ts';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function run(env: Record<string, string>): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function endOf(child: ChildProcessByStdio<null, Readable, Readable>) {
  const stderr = text(child.stderr);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr: await stderr };
}

const nowhere = environmentFor({ loginUrl: 'http://127.0.0.1:1', apiUrl: 'http://127.0.0.1:1' });

describe('onetoken-wallboard', () => {
  it('prints one ready line, answers, and ends with 0 on SIGTERM', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const child = run(environmentFor(mock, { TOKEN_CACHE: 'process' }));
    const ended = endOf(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { ready, url } = JSON.parse(line) as { ready: boolean; url: string };
    expect(ready).toBe(true);
    expect((await fetch(new URL('/api/queues', url))).status).toBe(200);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(stderr).not.toContain(client.secret);
  });

  it('ends with 64 and names what is wrong with its configuration', async () => {
    const { GENESYSCLOUD_OAUTHCLIENT_SECRET: _, ...withoutSecret } = nowhere;
    const missing = await endOf(run(withoutSecret));
    expect(missing).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(
        /^GENESYSCLOUD_OAUTHCLIENT_SECRET .* is missing: set one of them\n$/,
      ),
    });
    const { ONETOKEN_LOGIN_URL: _l, ONETOKEN_API_URL: _a, ...withoutUrls } = nowhere;
    const wrong = { GENESYSCLOUD_REGION: 'mypurecloud.ei', PORT: '70000' };
    expect(await endOf(run({ ...withoutUrls, ...wrong }))).toMatchObject({
      code: 64,
      stderr:
        'GENESYSCLOUD_REGION "mypurecloud.ei" is not a known region; did you mean mypurecloud.ie?\n' +
        'PORT "70000" must be a whole number from 0 to 65535\n',
    });
  });

  it('ends with 69 and says so when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, stderr } = await endOf(run({ ...nowhere, PORT: `${port}` }));
    other.close();
    expect(code).toBe(69);
    expect(stderr).toContain(
      `port ${port} on 127.0.0.1 is in use: stop what listens there or set another PORT`,
    );
  });
});
