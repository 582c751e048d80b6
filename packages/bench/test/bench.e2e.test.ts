import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, tempDir } from '@onetoken/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPromises } from '../src/report/promises.ts';
import type { Report } from '../src/report/report.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const planted = fileURLToPath(new URL('./fixtures/forgets-to-share.ts', import.meta.url));

describe('pnpm bench --quick, with onetoken and a copy of it that forgets to share', () => {
  const dir = tempDir('onetoken-bench-');
  let report: Report;
  let run: Awaited<ReturnType<typeof runCommand>>;

  beforeAll(async () => {
    const only = ['--peers', 'onetoken', '--with', planted, '--subject', 'forgets-to-share'];
    run = await runCommand({ script, args: ['--quick', ...only, '--out', dir.path] });
    report = JSON.parse(readFileSync(join(dir.path, 'bench.json'), 'utf8')) as Report;
  });
  afterAll(() => dir[Symbol.dispose]());

  const countsOf = (name: string): Record<string, unknown> => ({
    cold: report.stampede.find((row) => row.name === name)?.cold,
    failing: report.stampede.find((row) => row.name === name)?.failing.posts,
    fleet: report.fleet.find((row) => row.name === name)?.posts,
    redis: report.redisCommands.find((row) => row.name === name)?.commands,
  });

  it('counts one token request for onetoken, wherever many ask', () => {
    const cold = { callers: 1_000, posts: 1, failed: 0 };
    expect(countsOf('onetoken')).toEqual({ cold, failing: 1, fleet: 1, redis: 0 });
    const broken = checkPromises(report, 'onetoken', undefined);
    expect(broken.filter(({ kind, met }) => kind === 'count' && !met)).toEqual([]);
  });

  it('sees onetoken pass the behaviour tests', () => {
    const failed = report.behaviours.flatMap(({ id, cells }) =>
      cells.filter(({ name, verdict }) => name === 'onetoken' && verdict !== 'pass').map(() => id),
    );
    // Both limit a time, which a busy machine may not keep.
    const allowed = ['redis-frozen', 'redis-killed'];
    expect(failed.filter((id) => !allowed.includes(id))).toEqual([]);
  });

  it('shows the planted regression: one token request per process, promise broken, exit code 1', () => {
    expect(countsOf('forgets-to-share')).toMatchObject({ fleet: 6 });
    const broken = report.promises.filter(({ id, met }) => id === 'S4' && !met);
    expect(broken).toMatchObject([{ figure: '6 token requests, 0 callers failed' }]);
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('NOT MET');
  });

  it('writes the page and its plots, and says on the way what it does', () => {
    expect(readFileSync(join(dir.path, 'README.md'), 'utf8')).toContain('profile "quick"');
    for (const plot of ['hot-path.svg', 'token-requests.svg']) {
      expect(readFileSync(join(dir.path, plot), 'utf8')).toMatch(/^<svg /);
    }
    expect(run.stderr).toContain('[3/7] fleet on one Redis …');
  });
});

describe('the command line', () => {
  it('explains itself', async () => {
    const { exit, stdout } = await runCommand({ script, args: ['--help'] });
    expect(exit).toBe(0);
    expect(stdout).toContain('--quick');
    expect(stdout).toContain('Exit codes');
  });

  it.each([
    [['--peers', 'nobody'], 'there is no contestant "nobody"'],
    [['--fast'], "unknown option '--fast'"],
  ])('refuses %j with exit code 64', async (args, message) => {
    const { exit, stderr } = await runCommand({ script, args });
    expect(exit).toBe(64);
    expect(stderr).toContain(message);
  });
});
