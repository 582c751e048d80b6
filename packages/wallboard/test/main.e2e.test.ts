import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { runCommand, startService } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { client, environmentFor } from './environment.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const run = (env: Record<string, string>) => runCommand({ script, env });

const nowhere = environmentFor({ loginUrl: 'http://127.0.0.1:1', apiUrl: 'http://127.0.0.1:1' });

describe('onetoken-wallboard', () => {
  it('prints one ready line, answers, and ends with 0 on SIGTERM', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const env = environmentFor(mock, { TOKEN_CACHE: 'per-pod' });
    await using service = await startService({ script, env });
    const { ready, url } = service.ready as { ready: boolean; url: string };
    expect(ready).toBe(true);
    expect((await fetch(new URL('/api/queues', url))).status).toBe(200);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    const { stdout, stderr } = service.output();
    expect(stdout.split('\n')[0]).toBe(JSON.stringify(service.ready));
    expect(stderr).not.toContain(client.secret);
  });

  it('ends with 64 and names what is wrong with its configuration', async () => {
    const { GENESYSCLOUD_OAUTHCLIENT_SECRET: _, ...withoutSecret } = nowhere;
    const missing = await run(withoutSecret);
    expect(missing).toMatchObject({
      exit: 64,
      stderr: expect.stringMatching(
        /^GENESYSCLOUD_OAUTHCLIENT_SECRET .* is missing: set one of them\n$/,
      ),
    });
    const { ONETOKEN_LOGIN_URL: _l, ONETOKEN_API_URL: _a, ...withoutUrls } = nowhere;
    const region = await run({
      ...withoutUrls,
      GENESYSCLOUD_REGION: 'mypurecloud.ei',
      PORT: '70000',
    });
    expect(region.exit).toBe(64);
    expect(region.stderr).toBe(
      'GENESYSCLOUD_REGION "mypurecloud.ei" is not a known region; did you mean mypurecloud.ie?\n' +
        'PORT "70000" must be a whole number from 0 to 65535\n',
    );
  });

  it('ends with 69 and says so when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { exit, stderr } = await run({ ...nowhere, PORT: `${port}` });
    other.close();
    expect(exit).toBe(69);
    expect(stderr).toContain(
      `port ${port} on 127.0.0.1 is in use: stop what listens there or set another PORT`,
    );
  });
});
