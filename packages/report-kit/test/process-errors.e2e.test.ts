import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const processErrors = JSON.stringify(new URL('../src/process-errors.ts', import.meta.url).href);

/** A command that does this. */
function command(work: string) {
  const program = `import { handleProcessErrors } from ${processErrors}; handleProcessErrors('lab'); ${work}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

it('keeps its verdict when the reader of its output has gone', async () => {
  const child = command("console.log('figures'); console.error('progress'); process.exitCode = 7;");
  child.stdout.destroy();
  child.stderr.destroy();
  expect(await once(child, 'exit')).toEqual([7, null]);
});

it('takes an error that nobody caught for no verdict', async () => {
  const child = command("setTimeout(() => { throw new Error('a fault of the runner'); });");
  const [said, end] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(end).toEqual([2, null]);
  expect(said).toMatch(/^lab: Error: a fault of the runner\n/);
});
