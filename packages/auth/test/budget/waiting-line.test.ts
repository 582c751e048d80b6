import { expect, test } from 'vitest';
import { WaitingLine } from '../../src/budget/waiting-line.ts';

const refused = new Error('refused');

test('lets callers go in the order in which they came', async () => {
  const line = new WaitingLine();
  const gone: number[] = [];
  const turns = [0, 1, 2].map(async (index) => {
    await line.join(10, undefined);
    gone.push(index);
  });
  expect(line.admit(2)).toBe(2);
  await Promise.all(turns.slice(0, 2));
  expect([gone, line.length]).toEqual([[0, 1], 1]);
  expect(line.admit(5)).toBe(1);
  await turns[2];
});

test('sends away only those who cannot wait so long', async () => {
  const line = new WaitingLine();
  const short = line.join(10, undefined);
  const long = line.join(20, undefined);
  expect(line.refuse(15, () => refused)).toBe(1);
  await expect(short).rejects.toBe(refused);
  expect(line.admit(2)).toBe(1);
  await long;
});

test('who leaves takes no permit', async () => {
  const line = new WaitingLine();
  const caller = new AbortController();
  const left = line.join(10, caller.signal);
  caller.abort(refused);
  await expect(left).rejects.toBe(refused);
  expect([line.length, line.admit(1)]).toEqual([0, 0]);
  await expect(line.join(10, caller.signal)).rejects.toBe(refused);
});
