import { expect, it } from 'vitest';
import { shared } from '../../src/experiments/shared.ts';
import { LabProgress } from '../../src/report/lab-progress.ts';
import { resultOf } from '../observed.ts';

const sample = { seconds: 2.2, tokenRequests: 1, throttled: 0, apiCalls: 30 };

it('writes a line when something changes, where nothing can be rewritten', () => {
  const written: string[] = [];
  const output = { isTTY: false, write: (text: string) => written.push(text) };
  const progress = new LabProgress(output);
  progress.show(shared, { step: 'starting pods' });
  progress.show(shared, { step: 'load', sample, seconds: 4, fault: undefined });
  progress.show(shared, { step: 'load', sample, seconds: 4, fault: undefined });
  progress.show(shared, { step: 'load', sample, seconds: 4, fault: 'slow login' });
  progress.result(resultOf());
  progress.end();
  expect(written).toEqual([
    'C shared         · starting pods\n',
    'C shared         · 2/4 s · token requests 1 · throttled 0 · calls at the API 30\n',
    'C shared         · slow login · 2/4 s · token requests 1 · throttled 0 · calls at the API 30\n',
    'C shared         · passed · token requests 1 (= 1)\n',
  ]);
});
