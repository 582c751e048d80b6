import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '@onetoken/test-kit';
import { afterEach, expect, test, vi } from 'vitest';
import { runSimulation } from '../src/command.ts';

afterEach(() => vi.restoreAllMocks());

test('writes page and JSON, prints the same JSON if asked, and says by its exit code that it passed', async () => {
  using dir = tempDir();
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const line = ['--scenario', 'stampede', '--pods', '3', '--report', dir.path, '--json'];
  expect(await runSimulation(line)).toBe(0);
  expect((await readdir(dir.path)).sort()).toEqual(['simulation.html', 'simulation.json']);
  const text = await readFile(join(dir.path, 'simulation.json'), 'utf8');
  expect(said.mock.calls.map(([chunk]) => chunk)).toEqual([text]);
  expect(JSON.parse(text)).toMatchObject({
    figures: { tokenRequests: 1 },
    verdict: { outcome: 'passed' },
  });
});

test('wrong usage is 64, help is 0, and a folder that cannot be written is refused before the run', async () => {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await runSimulation(['--pods', '0'])).toBe(64);
  expect(await runSimulation(['--help'])).toBe(0);
  const nowhere = ['--scenario', 'stampede', '--pods', '1', '--report', '/dev/null/x'];
  said.mockClear();
  expect(await runSimulation(nowhere)).toBe(64);
  expect(said).not.toHaveBeenCalled();
});
