import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alertRules } from '../src/index.ts';

/** Where the services define the figures of their token provider. */
const metrics = readFileSync(
  new URL('../../../packages/service-kit/src/token-metrics.ts', import.meta.url),
  'utf8',
);

test.each(alertRules.map(({ alert, expr }) => [alert, expr]))(
  '%s watches metrics that services have',
  (_, expr) => {
    const names = expr.match(/onetoken_\w+/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(metrics).toContain(`'${name.replace('onetoken_', '')}'`);
  },
);
