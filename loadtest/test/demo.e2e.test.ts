import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { descendants, freePort, startRedis, survivors, tempDir } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { demoExperiments } from '../src/experiments/demo.ts';
import { LocalTarget } from '../src/fleets/local-target.ts';
import { runLab } from '../src/lab/run-lab.ts';
import type { DemoJson } from '../src/report/demo-text.ts';

const program = fileURLToPath(new URL('../dist/demo.js', import.meta.url));
const pods = 3;
const shortRun = ['--pods', `${pods}`, '--duration', '5'];

type Demo = ChildProcessByStdio<null, Readable, Readable>;

/** The command, with a `REDIS_URL` only if the test gives one. */
function demo(args: readonly string[], env: Record<string, string> = {}): Demo {
  const { REDIS_URL: _, ...inherited } = process.env;
  return spawn(process.execPath, [program, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function endOf(child: Demo) {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

function readResult(file: string): DemoJson {
  return JSON.parse(readFileSync(file, 'utf8')) as DemoJson;
}

function figures(result: DemoJson) {
  return Object.fromEntries(result.strategies.map((figure) => [figure.name, figure]));
}

describe('the demo', () => {
  it('refuses a load that exceeds no limit: it would make the claim look broken', async () => {
    using dir = tempDir('demo-');
    const few = ['--pods', '1', '--rate', '1', '--duration', '5', '--report', dir.path];
    expect(await endOf(demo(few))).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('5 calls do not exceed the login limit of 30 a minute'),
    });
  });

  it('says before the run, not after it, that a file has no place', async () => {
    const { code, stderr } = await endOf(demo(['--quick', '--json', '/dev/null/out.json']));
    expect({ code, stderr }).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('nothing can be written to /dev/null'),
    });
  });

  it('passes with the 429 form: shared asks once, per-pod once per pod, per-call is throttled', async () => {
    using dir = tempDir('demo-');
    const json = `${dir.path}/out.json`;
    const { code, stdout, stderr } = await endOf(
      demo([...shortRun, '--report', dir.path, '--json', json]),
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const result = readResult(json);
    expect(result).toMatchObject({ claimHolds: true, limitPerMinute: 30 });
    const { 'per-call': perCall, 'per-pod': perPod, shared } = figures(result);
    expect(shared).toMatchObject({
      pods,
      tokenRequests: 1,
      throttled: 0,
      failedApiCalls: 0,
      afterRestart: 0,
    });
    expect(perPod).toMatchObject({
      tokenRequests: pods,
      throttled: 0,
      failedApiCalls: 0,
      afterRestart: pods,
    });
    expect(perCall?.throttled).toBeGreaterThan(0);
    expect(perCall?.failedApiCalls).toBe(perCall?.throttled);
    expect(stdout).toContain('The claim holds');
    expect(readFileSync(`${dir.path}/report.html`, 'utf8')).toContain('429 with Retry-After');
  });

  it('passes with the 400 form, on a Redis of the user, whose other keys it leaves alone', async () => {
    await using redis = await startRedis();
    using dir = tempDir('demo-');
    const json = `${dir.path}/out.json`;
    const client = new Redis(redis.url);
    await client.set('onetoken:{someone-else}:token', 'must stay');
    const args = [
      ...shortRun,
      '--quick',
      '--throttle-form',
      '400',
      '--report',
      dir.path,
      '--json',
      json,
    ];
    const { code, stderr } = await endOf(demo(args, { REDIS_URL: redis.url }));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await client.keys('*')).toEqual(['onetoken:{someone-else}:token']);
    client.disconnect();
    const { shared, 'per-call': perCall } = figures(readResult(json));
    expect(shared).toMatchObject({ tokenRequests: 1, afterRestart: null });
    expect(perCall?.throttled).toBeGreaterThan(0);
  });

  it('goes red when pods that should share a token do not', async () => {
    await using target = await LocalTarget.start({ throttleForm: '429' });
    const experiments = demoExperiments({ pods, rate: 10, seconds: 5 }, { restart: true })
      .filter(({ tokenCache }) => tokenCache === 'shared')
      .map((experiment) => ({ ...experiment, tokenCache: 'per-pod' as const }));
    const plan = { experiments, profile: 'full', signal: new AbortController().signal } as const;
    const { results } = await runLab(target, plan, { onProgress() {}, onResult() {} });
    expect(results.map(({ verdict }) => verdict.outcome)).toEqual(['failed', 'failed']);
    const violations = results.map(({ verdict }) =>
      verdict.checks.filter(({ passed }) => !passed).slice(0, 1),
    );
    expect(violations).toMatchObject([
      [{ figure: 'token requests', bound: '= 1', actual: pods }],
      [{ figure: 'token requests', bound: '= 1', actual: 2 * pods }],
    ]);
  });
});

describe('the demo, when something is missing', () => {
  it('says which option is wrong', async () => {
    const { code, stderr } = await endOf(demo(['--pods', '99']));
    expect(code).toBe(64);
    expect(stderr).toContain("'99' is invalid. It must be a whole number from 1 to 16.");
  });

  it('says that REDIS_URL does not answer, without its password', async () => {
    const REDIS_URL = `redis://:pa55word-not-real@127.0.0.1:${await freePort()}`;
    const { code, stderr } = await endOf(demo(shortRun, { REDIS_URL }));
    expect(code).toBe(69);
    expect(stderr).toMatch(
      /^demo: REDIS_URL: redis:\/\/127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\)/,
    );
    expect(stderr).not.toContain('pa55word');
  });

  it.each([['k6'], ['redis-server']])('says how to get %s', async (missing) => {
    using dir = tempDir('demo-path-');
    const bin = `${dir.path}/bin`;
    mkdirSync(bin);
    // A PATH on which all but one of the commands can be found.
    for (const command of ['k6', 'redis-server'].filter((name) => name !== missing)) {
      symlinkSync('/bin/true', `${bin}/${command}`);
    }
    const { code, stderr } = await endOf(demo(shortRun, { PATH: bin }));
    expect(code).toBe(69);
    expect(stderr).toMatch(
      new RegExp(`^demo: .*${missing}.* is on PATH|^demo: ${missing} is not on PATH`),
    );
  });
});

/** Waits until the load runs: Redis, mock, two pods, k6 and the watchdog. */
async function underLoad(child: Demo): Promise<number[]> {
  child.stdout.resume();
  child.stderr.resume();
  const running = () => descendants(child.pid ?? 0);
  await expect.poll(() => running().length, { timeout: 30_000 }).toBe(6);
  return running();
}

describe('the demo, when it is ended early', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves no process behind after %s',
    async (signal) => {
      using dir = tempDir('demo-');
      const child = demo(['--pods', '2', '--duration', '60', '--report', dir.path]);
      const exited = once(child, 'exit');
      const processes = await underLoad(child);
      child.kill(signal);
      await exited;
      expect(await survivors(processes)).toEqual([]);
    },
  );
});
