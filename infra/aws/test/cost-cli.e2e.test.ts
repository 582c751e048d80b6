import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../src/cost-cli.ts', import.meta.url));

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [script, ...args])) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test('prints quantities of a committed stack, and no price that was not passed', async () => {
  const { code, stdout } = await run('production-use1');
  expect(code).toBe(0);
  expect(stdout).toContain('| NAT gateways ');
  expect(stdout).toContain('No unit prices were given, so there is no total.');
});

test('prints JSON with the keys of the prices', async () => {
  const { stdout } = await run('dev', '--json');
  expect(JSON.parse(stdout).unpriced).toContain('nat-hour');
});

test.each([
  [['nowhere'], 'There is no stack nowhere'],
  [['dev', '--colour'], 'unknown option'],
  [[], "missing required argument 'stack'"],
])('%j is a mistake of usage, exit code 64', async (args, sentence) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(64);
  expect(stderr).toContain(sentence);
});
