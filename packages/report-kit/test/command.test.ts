import { CommanderError, InvalidArgumentError } from 'commander';
import { expect, it, vi } from 'vitest';
import { runCommand, wholeNumber } from '../src/command.ts';
import { RunError } from '../src/errors.ts';

async function endOf(work: () => Promise<0>): Promise<[code: number, said: string]> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await runCommand('lab', work);
  return [code, write.mock.calls.flat().join('')];
}

it('passes the exit code on', async () => {
  expect(await endOf(async () => 0)).toEqual([0, '']);
});

it('says what a person can mend in one sentence, with its exit code', async () => {
  const work = () => Promise.reject(new RunError('k6 is not on PATH', 69));
  expect(await endOf(work)).toEqual([69, 'lab: k6 is not on PATH\n']);
});

it('takes any other error for a fault of the command, not for a verdict', async () => {
  const [code, said] = await endOf(() => Promise.reject(new Error('a fault of the runner')));
  expect(code).toBe(2);
  expect(said).toMatch(/^lab: Error: a fault of the runner\n +at /);
});

it.each([
  [0, 0],
  [1, 64],
])('adds nothing to what commander said (its exit code %d)', async (own, code) => {
  const work = () => Promise.reject(new CommanderError(own, 'code', 'said already'));
  expect(await endOf(work)).toEqual([code, '']);
});

it('reads whole numbers within bounds', () => {
  const read = wholeNumber(1, 16);
  expect([read('1'), read('16')]).toEqual([1, 16]);
  for (const text of ['0', '17', '1.5', 'x'])
    expect(() => read(text)).toThrow(InvalidArgumentError);
});
