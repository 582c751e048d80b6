import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Measured, measure, type Work } from './load.ts';
import { BenchServer } from './server.ts';
import { apiWorks, TOKEN } from './works.ts';

/** Promise S6: the mock does at least this part of what the same routes do on bare Fastify. */
const PROMISED = 0.8;
/** Promise S6: how much larger the process may be after a million requests than when it was warm. */
const FLAT = 1.05;
const COLUMN = 18;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '41' },
    seconds: { type: 'string', default: '0.5' },
    memory: { type: 'boolean', default: false },
  },
});
const duration = Number(values.seconds);

using mock = await BenchServer.start('mock');
const { queues, observations, answers } = await apiWorks(mock);
using bare = await BenchServer.start('bare-fastify', answers);
using peer = await BenchServer.start('oauth2-mock-server');

print(`Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'CPU'}`);
print(
  `${values.rounds} interleaved rounds of ${duration} s, 20 connections; mock ÷ other as median of the pairs (lowest–highest)`,
);
await compare('list queues', queues, queues, bare);
await compare('observe queues', observations, observations, bare);
if (values.memory) await watchMemory();
// Last: more tokens than the mock remembers make it forget the one that the API calls carry.
await compare('token', TOKEN, TOKEN, bare);
await compare('token', TOKEN, { ...TOKEN, path: '/token' }, peer);

async function compare(name: string, work: Work, theirs: Work, other: BenchServer): Promise<void> {
  const pairs: [ours: Measured, theirs: Measured][] = [];
  await measure(mock, work, { duration });
  await measure(other, theirs, { duration });
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // The order alternates, so that a machine that gets slower or faster favours neither.
    const first = round % 2 === 0 ? await measure(mock, work, { duration }) : undefined;
    const second = await measure(other, theirs, { duration });
    pairs.push([first ?? (await measure(mock, work, { duration })), second]);
  }
  const cpu = pairs.map(([ours, their]) => their.cpuUsPerRequest / ours.cpuUsPerRequest);
  const rate = pairs.map(([ours, their]) => ours.perSecond / their.perSecond);
  const [own, theirBest] = [
    least(pairs.map(([our]) => our)),
    least(pairs.map(([, their]) => their)),
  ];
  print(
    [
      `${name} against ${other.name}: pairs by CPU time ${spread(cpu)}, by requests/s ${spread(rate)};`,
      `least CPU time a request ${own.toFixed(1)} µs and ${theirBest.toFixed(1)} µs`,
    ].join(' '),
  );
  // By CPU time: other work on the machine takes requests per second from either side, by chance.
  if (other === bare && median(cpu) < PROMISED) process.exitCode = 1;
}

/** A million requests: the bounded journal must not grow the process. */
async function watchMemory(): Promise<void> {
  const kinds = ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers'] as const;
  print(row(['requests', ...kinds.map((kind) => `${kind} MiB`)]));
  const sizes: number[] = [];
  for (let part = 1; part <= 10; part += 1) {
    await measure(mock, observations, { amount: 100_000 });
    const { memory } = await mock.usage();
    sizes.push(memory.rss);
    print(row([`${part * 100_000}`, ...kinds.map((kind) => (memory[kind] / 2 ** 20).toFixed(1))]));
  }
  const growth = (sizes.at(-1) ?? Number.NaN) / (sizes[0] ?? Number.NaN);
  print(`RSS after 1 000 000 requests ÷ after 100 000: ${growth.toFixed(3)}`);
  if (!(growth <= FLAT)) process.exitCode = 1;
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(COLUMN)).join('');
}

/** Other work on the machine only ever adds to a CPU time: the least one is the least disturbed. */
function least(list: readonly Measured[]): number {
  return Math.min(...list.map(({ cpuUsPerRequest }) => cpuUsPerRequest));
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

function spread(list: readonly number[]): string {
  const [low, high] = [Math.min(...list), Math.max(...list)];
  return `${median(list).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
