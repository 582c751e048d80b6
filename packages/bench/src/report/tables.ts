import type { BehaviourCell } from '../parts/behaviours.ts';
import type { Report } from './report.ts';
import type { Table } from './table.ts';
import { ms, ns, perSecond, withRange, withSpread } from './units.ts';

/** All tables of a run, in the order of the page. */
export function tablesOf(report: Report): readonly Table[] {
  const all = [
    promises(report),
    hotPath(report),
    stampede(report),
    fleet(report),
    behaviours(report),
    clients(report),
    redisCommands(report),
    startUp(report),
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

function promises(report: Report): Table {
  return {
    title: `Promises of ${report.subject}`,
    note: 'Numbers as in docs/promises.md. Times are figures of this machine; only counts decide the exit code.',
    head: ['#', 'promise', 'figure', ''],
    rows: report.promises.map(({ id, promise, figure, met }) => {
      return [id, promise, figure, met ? 'met' : 'NOT MET'];
    }),
  };
}

function hotPath({ hotPath: rows }: Report): Table {
  return {
    title: 'Hot path: one awaited call with a fresh token',
    note: 'CPU time; median ± half the spread, fresh processes in turns. Floor: await of an already resolved promise in the same processes. "Alone": what a single call adds to a turn of the event loop.',
    head: ['contestant', 'call', 'floor', '÷ floor', 'alone (least … most)', 'peek()'],
    rows: rows.map((row) => [
      row.name,
      withSpread(row.call, ns),
      ns(row.floor.median),
      row.overFloor.median.toFixed(2),
      withRange(row.alone, ns),
      row.peek === undefined ? '–' : `${ns(row.peek.ns.median)}, ${row.peek.bytes} bytes`,
    ]),
  };
}

function stampede({ stampede: rows }: Report): Table {
  const [first] = rows;
  return {
    title: 'Stampede: many callers at once in one process',
    note: 'Token requests that the login counted. Fewer is better; 1 is right.',
    head: [
      'contestant',
      `cold, ${first?.cold.callers} callers`,
      `login refuses, ${first?.failing.callers} callers`,
    ],
    rows: rows.map(({ name, cold, failing }) => [
      name,
      `${cold.posts}${cold.failed > 0 ? ` (${cold.failed} failed)` : ''}`,
      String(failing.posts),
    ]),
  };
}

function fleet({ fleet: rows }: Report): Table {
  return {
    title: 'Fleet: 6 processes × 50 callers, cold, one Redis',
    note: 'Token requests that the login counted. Those that cannot share run without Redis.',
    head: ['contestant', 'token requests', 'shares through Redis', 'callers failed', 'slowest'],
    rows: rows.map(({ name, posts, shares, failed, slowestMs }) => {
      return [name, String(posts), shares ? 'yes' : 'no', String(failed), ms(slowestMs)];
    }),
  };
}

const SIGNS = { pass: '✓', fail: '✗', 'not offered': '–' } as const;

function behaviours({ behaviours: rows }: Report): Table {
  const names = rows[0]?.cells.map(({ name }) => name) ?? [];
  return {
    title: 'Behaviour',
    note: '✓ observed in this run · ✗ not · – the contestant has no such function. The rules and what was seen are below the tables.',
    head: ['test', ...names],
    rows: rows.map(({ title, cells }) => [title, ...cells.map(({ verdict }) => SIGNS[verdict])]),
  };
}

function clients({ clients: rows }: Report): Table {
  return {
    title: 'Authorised client against bare undici',
    note: 'Requests per second on the same server in interleaved pairs, 32 in flight; ratio paired, p99 over all pairs; CPU time of the calling thread per request.',
    head: [
      'contestant',
      'ratio (least … most)',
      'client',
      'bare',
      'p99 client',
      'p99 bare',
      'CPU client',
      'CPU bare',
    ],
    rows: rows.map(({ name, ratio, client, bare }) => [
      name,
      withRange(ratio, (value) => value.toFixed(3)),
      perSecond(client.perSecond.median),
      perSecond(bare.perSecond.median),
      ms(client.latency.p99),
      ms(bare.latency.p99),
      ns(client.cpuUs.median * 1_000),
      ns(bare.cpuUs.median * 1_000),
    ]),
  };
}

function redisCommands({ redisCommands: rows }: Report): Table {
  return {
    title: 'Redis commands while the token is fresh',
    note: 'Counted by Redis itself (INFO commandstats).',
    head: ['contestant', 'calls', 'commands'],
    rows: rows.map(({ name, calls, commands }) => [name, String(calls), String(commands)]),
  };
}

function startUp({ startUp: rows }: Report): Table {
  return {
    title: 'Start-up: import and construct',
    note: 'CPU time, fresh processes in turns; the difference to import("undici") is paired.',
    head: ['contestant', 'time', 'over import("undici")'],
    rows: rows.map(({ name, ms: time, overUndiciMs }) => {
      const isBase = overUndiciMs.min === 0 && overUndiciMs.max === 0;
      return [name, withSpread(time, ms), isBase ? '–' : withRange(overUndiciMs, ms)];
    }),
  };
}

/** What stands behind the signs of the behaviour table. */
export function observations({ behaviours: rows }: Report): readonly Table[] {
  const seen = ({ name, verdict, seen: what }: BehaviourCell): readonly string[] => {
    return [name, SIGNS[verdict], what];
  };
  return rows.map(({ title, rule, cells }) => {
    return { title, note: rule, head: ['contestant', '', 'seen'], rows: cells.map(seen) };
  });
}
