import { expect, it } from 'vitest';
import { ProgressLine } from '../../src/report/progress.ts';

const load = { pods: 6, rate: 10, seconds: 50, restart: true };
const sample = { seconds: 7.4, tokenRequests: 1234, throttled: 1204, apiCalls: 30, mockMs: 1 };

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

it('rewrites its line on a terminal, and begins a new one with each phase', () => {
  const output = recorder(true);
  const progress = new ProgressLine(output, load);
  progress.show('off', { step: 'starting pods' });
  progress.show('off', { step: 'load', sample });
  progress.show('shared', { step: 'starting pods' });
  progress.end();
  expect(output.written.map((text) => text[0])).toEqual(['o', '\r', '\n', '\n']);
  expect(output.written[1]).toContain('7/50 s · token requests 1,234 · throttled 1,204');
});

it('never fills a line of the terminal, since one that wraps cannot be rewritten', () => {
  const output = { ...recorder(true), columns: 40 };
  const progress = new ProgressLine(output, load);
  progress.show('off', { step: 'load', sample });
  progress.show('off', { step: 'restarting pods' });
  for (const text of output.written)
    expect(text.replace('\r\u001b[2K', '').length).toBeLessThan(40);
});

it('writes a few plain lines where nothing can be rewritten', () => {
  const output = recorder(false);
  const progress = new ProgressLine(output, load);
  progress.show('off', { step: 'starting pods' });
  for (let i = 0; i < 5; i += 1) progress.show('off', { step: 'load', sample });
  progress.end();
  expect(output.written).toHaveLength(2);
  expect(output.written[0]).toBe('off      · starting pods\n');
});
