import { finding } from '@onetoken/report-kit';
import { expect, test } from 'vitest';
import { page } from '../../src/report/page.ts';
import { terminalText } from '../../src/report/terminal.ts';
import { clockTime, span } from '../../src/report/words.ts';
import { simulate } from '../../src/simulate.ts';
import { settings } from '../settings.ts';

const ran = await simulate(settings({ scenario: 'day', hours: 14, faults: ['crash'] }));

test('the page shows processes, tokens and requests, and refers to nothing outside', () => {
  const markup = page(ran);
  for (const label of [
    'Processes over time',
    'The life of each token',
    'Token requests in each minute',
  ]) {
    expect(markup).toContain(`aria-label="${label}`);
  }
  expect(markup).toContain('a fifth of the processes crash');
  expect(markup).not.toMatch(/(?:src|href)="|@import|url\(/);
});

test('the terminal says the verdict, each fault, and that the limit is a model', () => {
  const text = terminalText(ran, process.stdout);
  expect(text).toMatch(/crash +\d\d:\d\d/);
  expect(text).toContain('The login limit is a model');
  expect(text).toContain('The promises held');
});

test('a broken promise is named with its numbers', () => {
  const checks = [finding('failed API calls', 7, { atMost: 0 })];
  const verdict = { outcome: 'failed' as const, checks, invalidReasons: [] };
  expect(terminalText({ ...ran, verdict }, process.stdout)).toContain(
    'A promise is broken. failed API calls 7 (= 0).',
  );
});

test('moments and spans read as people say them', () => {
  expect([0, 45_240_000, 90_000_000].map(clockTime)).toEqual(['00:00', '12:34', '01:00 +1']);
  expect([1_000, 600_000, 86_400_000, Number.POSITIVE_INFINITY].map(span)).toEqual([
    '1 s',
    '10 min',
    '24 h',
    'never',
  ]);
});
