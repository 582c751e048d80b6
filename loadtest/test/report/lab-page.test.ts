import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/lab/run-experiment.ts';
import { labPage } from '../../src/report/lab-page.ts';
import { labRun } from '../observed.ts';
import { comparedResults, sharedResult } from '../strategies.ts';

const page = (results: readonly Result[]): string =>
  labPage({ lab: labRun(results), environment: 'Node 24', throttleForm: '429' });
const passed = page(comparedResults());

describe('the page of the demo', () => {
  it('needs nothing from outside: no script, link, image, import or address', () => {
    const { document } = parseHTML(passed);
    expect(document.querySelectorAll('script, link, img, iframe, object')).toHaveLength(0);
    expect(passed).not.toMatch(/@import|url\(/);
    const addresses = passed.match(/https?:\/\/[^"\s<]+/g) ?? [];
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
  });

  it('says the outcome in words', () => {
    const { document } = parseHTML(passed);
    expect(document.querySelector('.badge')?.textContent).toBe('passed');
    expect(document.querySelector('.lead')?.textContent).toContain('pods that share one made 1.');
  });

  it('shows what failed, in red and with the figure measured', () => {
    const [perCall, perPod] = comparedResults();
    const failed = page([perCall, perPod, sharedResult({ tokenRequests: 6 })]);
    const { document } = parseHTML(failed);
    expect(document.querySelector('.badge')?.textContent).toBe('failed');
    expect(document.querySelector('#shared .checks')?.textContent).toContain(
      'token requests 6 (= 1)',
    );
  });

  it('draws each chart twice, for a desk and for a phone, with a name for screen readers', () => {
    const { document } = parseHTML(passed);
    const charts = [...document.querySelectorAll('figure svg')].map((svg) =>
      String(svg.getAttribute('aria-label')),
    );
    expect(charts.filter((label) => label.includes('per strategy'))).toHaveLength(4);
  });

  it('says that the limit is a model and that the API limits are raised', () => {
    expect(passed).toContain('The login limit is a model: 30 token requests');
    expect(passed).toContain('raised to 100,000');
  });
});
