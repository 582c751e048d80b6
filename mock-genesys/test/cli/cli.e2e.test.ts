import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  readonly ready: Promise<Record<string, string>>;
}

function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, ...env } });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ready = new Promise<Record<string, string>>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
      if (stdout.endsWith('\n')) resolve(JSON.parse(stdout));
    });
  });
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  return { child, ended, ready };
}

const free = ['--port', '0', '--admin-port', '0'];

test.each(['SIGTERM', 'SIGINT'] as const)(
  'prints one ready line, serves, and stops on %s',
  async (signal) => {
    const { child, ended, ready } = run(free, { MOCK_GENESYS_CLIENTS: 'a:sample-secret' });
    const line = await ready;
    expect(line).toEqual({
      ready: true,
      loginUrl: expect.stringMatching(/^http:/),
      apiUrl: line['loginUrl'],
      adminUrl: expect.stringMatching(/^http:/),
    });
    const response = await fetch(`${line['loginUrl']}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('a:sample-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(response.status).toBe(200);
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(1);
  },
);

test('a port in use is a clear message and exit code 69', async () => {
  const first = run(free);
  const port = new URL((await first.ready)['loginUrl'] ?? '').port;
  const { code, stdout, stderr } = await run(['--port', port, '--admin-port', '0']).ended;
  expect({ code, stdout }).toEqual({ code: 69, stdout: '' });
  expect(stderr).toBe(
    `mock-genesys: 127.0.0.1:${port} is in use; stop the process that listens there or choose another port\n`,
  );
});

test.each([
  ['an unknown flag', ['--nonsense'], /unknown option/],
  ['a port that is no number', ['--port', 'http'], /whole number/],
  ['an unknown throttle form', ['--throttle-form', '418'], /Allowed choices are 400, 429/],
  ['a missing file', ['--config', '/nowhere.yaml'], /\/nowhere\.yaml: cannot be read/],
  [
    'a certificate that cannot be written',
    ['--tls', '--ca-out', '/nowhere/ca.pem'],
    /cannot be written/,
  ],
  ['a certificate that there is none of', ['--ca-out', 'ca.pem'], /needs --tls/],
  ['a token life that is too short', ['--token-life', '5'], /outside 300 … 172800/],
])('%s is a clear message and exit code 64', async (_name, args, message) => {
  const { code, stderr } = await run([...free, ...args]).ended;
  expect(code).toBe(64);
  expect(stderr).toMatch(message);
});

test('serves https with a certificate made at start, and writes it where told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-genesys-'));
  const caOut = join(folder, 'ca.pem');
  const { ready } = run([...free, '--tls', '--ca-out', caOut]);
  expect((await ready)['loginUrl']).toMatch(/^https:/);
  expect(await readFile(caOut, 'utf8')).toContain('BEGIN CERTIFICATE');
  await rm(folder, { recursive: true });
});

test('the flags set limits and form', async () => {
  const { ready } = run([
    ...free,
    '--login-limit',
    '0',
    '--api-limit',
    '7',
    '--throttle-form',
    '429',
  ]);
  const { adminUrl } = await ready;
  const limits = await (await fetch(`${adminUrl}/__admin/limits`)).json();
  expect(limits).toMatchObject({ loginPerClient: null, apiPerToken: { limit: 7 } });
});
