import * as Plot from '@observablehq/plot';
import { draw } from '@onetoken/report-kit';
import type { Report } from './report.ts';
import { ns } from './units.ts';

const OURS = '#0b6e4f';
const OTHERS = '#8a94a3';
const LEFT = 110;
const WIDTH = 760;

/** Hot path as dots with their spread, on a logarithmic scale, with the floor as a line. */
export function hotPathPlot({ hotPath, subject }: Report): string {
  const rows = hotPath.toSorted((a, b) => a.call.median - b.call.median);
  const floor = Math.min(...rows.map((row) => row.floor.median));
  const data = rows.map(({ name, call }) => ({ name, ...call, label: ns(call.median) }));
  return svgOf('One awaited call of each contestant', {
    height: 40 + 34 * data.length,
    x: {
      type: 'log',
      label: 'one awaited call (logarithmic) →',
      tickFormat: ns,
      ticks: 5,
      grid: true,
    },
    y: { label: null, domain: data.map(({ name }) => name) },
    marks: [
      Plot.ruleX([floor], { stroke: '#b42318', strokeDasharray: '4 3' }),
      Plot.text([`floor ${ns(floor)}`], {
        ...{ x: [floor], frameAnchor: 'top', dy: -12, fill: '#b42318' },
      }),
      Plot.link(data, {
        x1: 'min',
        x2: 'max',
        y: 'name',
        stroke: colourOf(subject),
        strokeWidth: 2,
      }),
      Plot.dot(data, { x: 'median', y: 'name', r: 5, fill: colourOf(subject) }),
      Plot.text(data, { x: 'max', y: 'name', text: 'label', textAnchor: 'start', dx: 9 }),
    ],
  });
}

/** Token requests of the fleet, on a logarithmic scale. */
export function tokenRequestsPlot({ fleet, subject }: Report): string {
  const data = fleet.toSorted((a, b) => a.posts - b.posts);
  return svgOf('Token requests of a cold fleet', {
    height: 40 + 30 * data.length,
    x: {
      ...{ type: 'log', domain: [0.8, 400], grid: true, tickFormat: 'd', ticks: [1, 6, 30, 300] },
      label: 'token requests of 6 cold processes × 50 callers (logarithmic) →',
    },
    y: { label: null, domain: data.map(({ name }) => name) },
    marks: [
      Plot.ruleX([1], { stroke: '#b42318', strokeDasharray: '4 3' }),
      Plot.dot(data, { x: 'posts', y: 'name', r: 5, fill: colourOf(subject) }),
      Plot.text(data, { x: 'posts', y: 'name', text: 'posts', textAnchor: 'start', dx: 10 }),
    ],
  });
}

function colourOf(subject: string): (row: { readonly name: string }) => string {
  return ({ name }) => (name === subject ? OURS : OTHERS);
}

/** With its own background: the page that shows it may be dark. */
const STYLE = { background: '#ffffff', color: '#1b2430', fontFamily: 'sans-serif' };
const MARGINS = { marginLeft: LEFT, marginRight: 90, marginTop: 28, marginBottom: 40 };

function svgOf(
  label: string,
  { height, marks, ...scales }: Plot.PlotOptions & { height: number; marks: Plot.Markish[] },
): string {
  const options = { ...MARGINS, style: STYLE, ...scales };
  return `${draw({ width: WIDTH, height }, label, options, marks)}\n`;
}
