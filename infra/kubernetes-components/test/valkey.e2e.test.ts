import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACL_START_SCRIPT, valkeyConf } from '../src/valkey-conf.ts';

const PASSWORD = 'visibly-fake-password';

function has(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

const flavour = has('valkey-server') ? 'valkey' : 'redis';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** What the pod does, on this machine: same script, same configuration, other folders. */
describe.each([
  ['in the clear', false],
  ['over TLS', true],
])('a cache started as in its pod, %s', (_, tls) => {
  const folder = mkdtempSync(join(tmpdir(), 'onetoken-valkey-'));
  let port: number;
  let stop: () => void;

  beforeAll(async () => {
    port = await freePort();
    for (const name of ['users', 'run', 'data', 'tls']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'users/wallboard'), PASSWORD);
    if (tls) selfSigned(join(folder, 'tls'));
    writeFileSync(join(folder, 'valkey.conf'), here(valkeyConf({ memoryMiB: 64 }, tls)));
    const child = spawn('sh', ['-c', here(ACL_START_SCRIPT)], { stdio: 'ignore' });
    stop = () => child.kill();
    const until = Date.now() + 20_000;
    while (cli('probe', 'none', 'ping') !== 'PONG') {
      if (Date.now() > until) throw new Error('the cache did not start');
    }
  });

  afterAll(() => {
    stop();
    rmSync(folder, { recursive: true });
  });

  function here(text: string): string {
    return text
      .replaceAll('/etc/valkey-users', join(folder, 'users'))
      .replaceAll('/etc/valkey-tls', join(folder, 'tls'))
      .replaceAll('/etc/valkey/', `${folder}/`)
      .replaceAll('/run/valkey', join(folder, 'run'))
      .replaceAll('dir /data', `dir ${join(folder, 'data')}`)
      .replaceAll('port 6379', `port ${port}`)
      .replace('exec valkey-server', `exec ${flavour}-server`);
  }

  function cli(user: string, password: string, ...command: string[]): string {
    const secure = tls ? ['--tls', '--cacert', join(folder, 'tls/ca.crt')] : [];
    const login = ['--user', user, '--pass', password, '--no-auth-warning'];
    const args = ['-h', '127.0.0.1', '-p', String(port), ...secure, ...login, ...command];
    return spawnSync(`${flavour}-cli`, args, { encoding: 'utf8' }).stdout.trim();
  }

  test('lets a service use its own keys, and no others', () => {
    expect(cli('wallboard', PASSWORD, 'set', 'onetoken:a', '1')).toBe('OK');
    expect(cli('wallboard', PASSWORD, 'get', 'onetoken:a')).toBe('1');
    expect(cli('wallboard', PASSWORD, 'set', 'other', '1')).toMatch(/NOPERM/i);
  });

  test('lets a service administer nothing', () => {
    for (const command of [
      'flushall',
      'keys *',
      'config get requirepass',
      'acl list',
      'shutdown',
    ]) {
      expect(cli('wallboard', PASSWORD, ...command.split(' ')), command).toMatch(/NOPERM/i);
    }
  });

  test('lets the probe ping and nothing else, and others not in at all', () => {
    expect(cli('probe', 'none', 'get', 'onetoken:a')).toMatch(/NOPERM/i);
    expect(cli('default', '', 'ping')).not.toBe('PONG');
    expect(cli('wallboard', 'wrong', 'ping')).not.toBe('PONG');
  });
});

function selfSigned(folder: string): void {
  const names = ['-subj', '/CN=token-cache', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'tls.key'), '-out', join(folder, 'tls.crt')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...names], { stdio: 'ignore' });
  execFileSync('cp', [join(folder, 'tls.crt'), join(folder, 'ca.crt')]);
}
