import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alertRules } from '../src/index.ts';

/** Where the services define the figures of their token provider, and the sync its own. */
const metrics = ['service-kit/src/token-metrics.ts', 'crm-sync/src/metrics.ts']
  .map((file) => readFileSync(new URL(`../../../packages/${file}`, import.meta.url), 'utf8'))
  .join('');

test.each(alertRules.map(({ alert, expr }) => [alert, expr]))(
  '%s watches metrics that services have',
  (_, expr) => {
    const names = expr.match(/onetoken_\w+/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      expect(metrics).toMatch(new RegExp(`'(onetoken_)?${name.replace('onetoken_', '')}'`));
    }
  },
);
