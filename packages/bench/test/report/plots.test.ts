import { expect, it } from 'vitest';
import { hotPathPlot, tokenRequestsPlot } from '../../src/report/plots.ts';
import { goodReport } from './findings.ts';

it('draws every contestant and the floor', () => {
  const svg = hotPathPlot(goodReport());
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  for (const text of ['ours', 'peer', '90.0 ns', '200 ns', 'floor 80.0 ns']) {
    expect(svg).toContain(`>${text}<`);
  }
});

it('draws the token requests of the fleet, the fewest first', () => {
  const svg = tokenRequestsPlot(goodReport());
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg.indexOf('>ours<')).toBeLessThan(svg.indexOf('>peer<'));
});
