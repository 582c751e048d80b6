import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/lab/run-experiment.ts';
import { latencyChart, tokenRequestsChart, trailingMinute } from '../../src/report/charts.ts';
import { strategiesIn } from '../../src/report/strategies.ts';
import { comparedResults, sharedResult } from '../strategies.ts';

const drawing = { width: 600, height: 300 };

function requestsOf(results: readonly Result[] = comparedResults()): string {
  return tokenRequestsChart(strategiesIn(results), { limitPerMinute: 30 }, drawing);
}

describe('trailingMinute', () => {
  it('counts what came in the last 60 s only', () => {
    const samples = [0, 30, 60, 90].map((seconds) => ({
      seconds,
      tokenRequests: 10 + seconds,
      throttled: 0,
      apiCalls: 0,
      mockMs: 1,
    }));
    expect(trailingMinute(samples).map(({ requests }) => requests)).toEqual([10, 40, 60, 60]);
  });
});

describe('charts', () => {
  it('label each strategy with its figure, and the limit with its own', () => {
    const svg = requestsOf();
    for (const label of ['per-call 3,001', 'per-pod 6', 'shared 1', 'login limit: 30 a minute']) {
      expect(svg).toContain(label);
    }
  });

  it('keep labels apart where lines end at the same height', () => {
    const [perCall, perPod] = comparedResults();
    const same = sharedResult({ tokenRequests: 6 });
    const { document } = parseHTML(requestsOf([perCall, perPod, same]));
    const places = [...document.querySelectorAll('g[font-weight="bold"] text')].map((label) =>
      Number(/,([\d.]+)\)/.exec(label.getAttribute('transform') ?? '')?.[1]),
    );
    expect(places).toHaveLength(3);
    const [top = 0, middle = 0, bottom = 0] = places.toSorted((one, other) => one - other);
    expect(middle - top).toBeGreaterThan(14);
    expect(bottom - middle).toBeGreaterThan(14);
  });

  it('draw no undefined place, even where nothing was requested yet', () => {
    expect(requestsOf()).not.toMatch(/NaN|Infinity|undefined/);
    const figures = strategiesIn(comparedResults()).map((one) => one.figures);
    expect(latencyChart(figures, drawing)).not.toMatch(/NaN|Infinity|undefined/);
  });
});
