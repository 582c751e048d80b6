import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { endsWithParent } from '../src/ends-with-parent.ts';

/** A process that has ended and that nobody has asked about (`Z`) is dead, too. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Starts a sleeper as tests start their services, tells its pid, and waits to be killed. */
const parent = (command: string, args: readonly string[]) => `
  const { spawn } = require('node:child_process');
  const child = spawn(${JSON.stringify(command)}, ${JSON.stringify(args)}, { stdio: 'ignore' });
  console.log(child.pid);
`;

describe.skipIf(process.platform !== 'linux')('endsWithParent', () => {
  it('ends a program whose parent was killed: a test that hangs leaves nothing behind', async () => {
    const { command, args } = endsWithParent({ command: 'sleep', args: ['600'] });
    const test = spawn(process.execPath, ['-e', parent(command, args)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: test.stdout }), 'line')) as [string];
    expect(isAlive(Number(line))).toBe(true);
    test.kill('SIGKILL');
    await expect.poll(() => isAlive(Number(line))).toBe(false);
  });
});
