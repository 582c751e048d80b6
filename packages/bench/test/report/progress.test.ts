import { expect, it } from 'vitest';
import { progressLine } from '../../src/report/progress.ts';

function written(isTTY: boolean, act: (line: ReturnType<typeof progressLine>) => void): string[] {
  const lines: string[] = [];
  let now = 0;
  act(progressLine({ isTTY, write: (text) => lines.push(text) }, () => (now += 1_000)));
  return lines;
}

it('rewrites one line on a terminal', () => {
  const lines = written(true, (line) => {
    line.part(1, 7, 'hot path');
    line.step(3, 9, 'smithy');
    line.end();
  });
  expect(lines).toEqual([
    '\r\x1b[2K[1/7] hot path …',
    '\r\x1b[2K[1/7] hot path · 3/9 · smithy',
    '\r\x1b[2K',
  ]);
});

it('writes every part, and a step now and then, into a log', () => {
  const lines = written(false, (line) => {
    line.part(1, 7, 'hot path');
    for (let i = 0; i < 8; i += 1) line.step(i, 9, 'smithy');
    line.end();
  });
  expect(lines).toEqual(['[1/7] hot path …\n', '[1/7] hot path · 4/9 · smithy\n']);
});
