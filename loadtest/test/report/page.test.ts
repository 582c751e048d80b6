import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { page } from '../../src/report/page.ts';
import { comparisonOf } from '../comparison.ts';
import { heldRun } from '../evidence.ts';

const madeAt = new Date('2026-11-23T12:00:00Z');
const held = page(comparisonOf(), madeAt);

describe('page', () => {
  it('needs nothing from outside: no script, link, image, import or address', () => {
    const { document } = parseHTML(held);
    expect(document.querySelectorAll('script, link, img, iframe, object')).toHaveLength(0);
    expect(held).not.toMatch(/@import|url\(/);
    const addresses = held.match(/https?:\/\/[^"\s<]+/g) ?? [];
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
  });

  it('says the outcome in words', () => {
    const { document } = parseHTML(held);
    expect(document.querySelector('h1')?.textContent).toMatch(/under the login limit/);
    expect(document.querySelector('.lead')?.textContent).toContain(
      '6 pods that share one token made 1 token request',
    );
  });

  it('shows what broke, in red and with the figure measured', () => {
    const [off, each, shared] = heldRun();
    const broken = { ...shared, ledger: { ...shared.ledger, tokenRequests: 6 } };
    const { document } = parseHTML(page(comparisonOf([off, each, broken]), madeAt));
    expect(document.querySelector('.badge')?.textContent).toBe('broken');
    expect(document.querySelector('.checks')?.textContent).toContain(
      'token requests = 1, but measured 6',
    );
  });

  it('draws each chart twice, for a desk and for a phone, with a name for screen readers', () => {
    const { document } = parseHTML(held);
    const charts = [...document.querySelectorAll('figure svg')];
    expect(charts).toHaveLength(4);
    for (const chart of charts) expect(chart.getAttribute('aria-label')).toMatch(/per strategy/);
  });

  it('says that the limit is a model and that the API limits are raised', () => {
    expect(held).toContain('The login limit is a model: 30 token requests');
    expect(held).toContain('raised to 100,000');
  });
});
