import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { descendants, freePort, survivors, tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments/index.ts';
import { labResult, runLab, startLab } from './lab-process.ts';

const minutes = 60_000;
const client = { id: 'theirs', secret: 'not-a-real-secret', accessTokenValiditySeconds: 9 };

/** A service of somebody, which does this at each call. */
async function serve(work: () => Promise<void>) {
  const server = createServer((_, response) => void work().finally(() => response.end()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const dispose = async () => {
    server.closeAllConnections();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: dispose };
}
const profile = process.env['ONETOKEN_NIGHTLY'] === '1' ? 'full' : 'smoke';

describe('the load lab', () => {
  it(`holds every claim at profile ${profile}`, {
    timeout: 60 * minutes,
  }, async () => {
    using dir = tempDir('lab-');
    const result = await labResult(['all', '--profile', profile], dir.path);
    const seen = result.experiments.map(({ name, outcome, invalidReasons, checks }) => ({
      ...{ name, outcome, invalidReasons },
      broken: checks.filter(({ passed }) => !passed),
    }));
    const right = { outcome: 'passed', invalidReasons: [], broken: [] };
    expect(seen).toEqual(experiments.map(({ name }) => ({ name, ...right })));
    expect(readdirSync(dir.path)).toContain('report.html');
  });

  it('breaks a claim that does not hold', async () => {
    using dir = tempDir('lab-');
    // Pods that keep their token exceed no limit: as a control they show nothing.
    const result = await labResult(['token-per-call', '--client', 'onetoken'], dir.path);
    expect(result.experiments).toMatchObject([
      {
        name: 'token-per-call',
        outcome: 'failed',
      },
    ]);
  });

  it('leaves no process behind after Ctrl-C', async () => {
    using dir = tempDir('lab-');
    const child = startLab(['token-per-call', '--report', dir.path]);
    child.stdout.resume();
    const exited = once(child, 'exit');
    let progress = '';
    child.stderr.on('data', (chunk) => {
      progress += chunk;
    });
    await expect.poll(() => progress, { timeout: minutes }).toContain('calls at the API');
    const running = descendants(Number(child.pid));
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    expect(await survivors(running)).toEqual([]);
  });
});

it('leaves no fleet elsewhere broken after Ctrl-C, and begins nothing more there', async () => {
  using dir = tempDir('lab-');
  await using mock = await startMockGenesys({ clients: [client], allowShortLives: true });
  await using service = await serve(async () => {
    await fetch(`${mock.loginUrl}/oauth/token?grant_type=client_credentials`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    });
  });
  const hook = `f() { echo $1 >> ${dir.path}/steps; [ $1 != start ] || ${process.execPath} -e "fetch('${service.url}')"; }; f`;
  const theirs = ['--target', service.url, '--mock-admin', mock.adminUrl, '--hook', hook];
  const child = startLab(['redis-faults', 'rolling', ...theirs, '--report', dir.path]);
  for (const output of [child.stdout, child.stderr]) output.resume();
  const exited = once(child, 'exit');
  const steps = () =>
    existsSync(`${dir.path}/steps`) ? readFileSync(`${dir.path}/steps`, 'utf8') : '';
  await expect.poll(steps, { timeout: minutes }).toContain('redis-down');
  child.kill('SIGINT');
  expect(await exited).toEqual([130, null]);
  const whole = 'configure start redis-full redis-up redis-down redis-up';
  expect(steps().trim().split('\n').join(' ')).toBe(whole);
});

describe('the load lab, when it cannot run', () => {
  it('names what must be done at a target, if nothing can do it there', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const fleet = ['--target', nowhere, '--mock-admin', nowhere];
    expect(await runLab(['expiry', ...fleet])).toMatchObject({
      code: 69,
      stderr: expect.stringContaining("the mock's admin API"),
    });
    expect(await runLab(['expiry', '--target', nowhere])).toMatchObject({ code: 64 });
  });

  it('says how to get k6', async () => {
    using dir = tempDir('lab-path-');
    mkdirSync(`${dir.path}/bin`);
    symlinkSync('/bin/true', `${dir.path}/bin/redis-server`);
    const { code, stderr } = await runLab(['shared'], { PATH: `${dir.path}/bin` });
    expect({ code, stderr }).toMatchObject({
      code: 69,
      stderr: expect.stringMatching(/k6 is not/),
    });
  });

  it('says before the run that nothing can be written, or that there is nothing to compare with', async () => {
    using dir = tempDir('lab-');
    writeFileSync(`${dir.path}/file`, 'no folder, and no baseline');
    const refused = async (...options: string[]) => {
      const { code, stdout, stderr } = await runLab(['shared', ...options]);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      return stderr;
    };
    const report = ['--report', dir.path];
    expect(await refused('--report', `${dir.path}/file/reports`)).toContain(
      'nothing can be written',
    );
    expect(await refused(...report, '--baseline', `${dir.path}/file`)).toContain('is no baseline');
    expect(await refused(...report, '--baseline', `${dir.path}/none`)).toContain('does not exist');
  });

  it('lists the experiments', async () => {
    const { code, stdout } = await runLab(['list']);
    expect(code).toBe(0);
    for (const { name, claim } of experiments)
      expect(stdout).toContain(`${name.padEnd(14)} ${claim}`);
  });
});
