import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { freePort, tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments/index.ts';
import { labResult, runLab, startLab } from './lab-process.ts';
import { descendants, survivors } from './processes.ts';

const minutes = 60_000;
const profile = process.env['ONETOKEN_NIGHTLY'] === '1' ? 'full' : 'smoke';

describe('the load lab', () => {
  it(`holds every claim at profile ${profile}, and k6 sees the same`, {
    timeout: 60 * minutes,
  }, async () => {
    using dir = tempDir('lab-');
    const result = await labResult(['all', '--profile', profile], dir.path);
    const seen = result.experiments.map(({ name, outcome, voidBecause, findings, evidence }) => ({
      ...{ name, outcome, voidBecause },
      broken: findings.filter(({ held }) => !held),
      k6: evidence?.load.thresholdsHeld,
    }));
    const right = { outcome: 'held', voidBecause: [], broken: [], k6: true };
    expect(seen).toEqual(experiments.map(({ name }) => ({ name, ...right })));
    expect(readdirSync(dir.path)).toContain('report.html');
  });

  it('breaks a claim that does not hold, and k6 sees the same', async () => {
    using dir = tempDir('lab-');
    // Pods that keep their token exceed no limit: as a control they show nothing.
    const result = await labResult(['baseline', '--client', 'onetoken'], dir.path);
    expect(result.experiments).toMatchObject([
      { name: 'baseline', outcome: 'broken', evidence: { load: { thresholdsHeld: false } } },
    ]);
  });

  it('leaves no process behind after Ctrl-C', async () => {
    using dir = tempDir('lab-');
    const child = startLab(['baseline', '--report', dir.path]);
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

  it('lists the experiments', async () => {
    const { code, stdout } = await runLab(['list']);
    expect(code).toBe(0);
    for (const { name, claim } of experiments)
      expect(stdout).toContain(`${name.padEnd(13)} ${claim}`);
  });
});
