import { expect, it } from 'vitest';
import { pageOf } from '../../src/report/page.ts';
import { goodReport } from './findings.ts';

it('says when, where and with what the figures were measured', () => {
  const page = pageOf(goodReport());
  expect(page).toContain('2026-11-23, measured on a shared 2-core machine (Some CPU, 23 GiB,');
  expect(page).toContain('load average 1.5 before the run), Node v24.0.0, commit abc1234');
  expect(page).toContain('@x/ours@1.0.0');
});

it('shows the plots and escapes what would break a table', () => {
  const page = pageOf(goodReport());
  expect(page).toContain('](hot-path.svg)');
  expect(page).toContain('](token-requests.svg)');
  expect(page).toContain('`a \\| b`');
});

it('does not call a quiet machine shared', () => {
  const report = goodReport();
  const quiet = { ...report, environment: { ...report.environment, loadBefore: 0.1 } };
  expect(pageOf(quiet)).toContain('measured on a 2-core machine');
});
