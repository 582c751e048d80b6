import type { Manifest } from '../peers/versions.ts';
import type { Findings, PromiseCheck } from './report.ts';
import { ms, ns, percent, perSecond } from './units.ts';

/** Holds the findings about one contestant against what is promised of it. */
export function checkPromises(
  findings: Findings,
  subject: string,
  manifest: Manifest | undefined,
): readonly PromiseCheck[] {
  return [
    ...hotPathPromises(findings, subject),
    ...clientPromises(findings, subject),
    ...countPromises(findings, subject),
    ...startUpPromises(findings, subject, manifest),
  ];
}

function hotPathPromises({ hotPath }: Findings, subject: string): readonly PromiseCheck[] {
  const own = hotPath.find(({ name }) => name === subject);
  // In units of the floor of the same process: what a neighbour slows down, it slows down in both.
  const [fastest] = hotPath
    .filter(({ name }) => name !== subject)
    .toSorted((a, b) => a.overFloor.median - b.overFloor.median);
  if (own === undefined) return [];
  const verdicts: PromiseCheck[] = [];
  if (fastest !== undefined) {
    const share = own.overFloor.median / fastest.overFloor.median;
    const floors = `${own.overFloor.median.toFixed(2)} against ${fastest.overFloor.median.toFixed(2)} floors`;
    const figure = `${share.toFixed(2)} of ${fastest.name} (${floors}; ${ns(own.call.median)} against ${ns(fastest.call.median)})`;
    verdicts.push(timed('S1', 'hot path ≤ 1/2 of the fastest peer', figure, share <= 0.5));
  }
  const over = own.overFloor.median - 1;
  const floor = `${percent(over)} over ${ns(own.floor.median)}`;
  verdicts.push(timed('S1', 'distance to the floor, aim ≤ 25 %', floor, over <= 0.25));
  if (own.peek !== undefined) {
    const { ns: time, bytes } = own.peek;
    verdicts.push(timed('S2', 'peek(), aim ≤ 10 ns', ns(time.median), time.median <= 10));
    verdicts.push(counted('S2', 'peek() allocates nothing', `${bytes} bytes a call`, bytes === 0));
  }
  return verdicts;
}

function clientPromises({ clients }: Findings, subject: string): readonly PromiseCheck[] {
  const own = clients.find(({ name }) => name === subject);
  if (own === undefined) return [];
  const { ratio, cpuRatio, client, bare, pairs } = own;
  const rates = `${perSecond(client.perSecond.median)} against ${perSecond(bare.perSecond.median)}`;
  const tails = `p99 ${ms(client.latency.p99)} against ${ms(bare.latency.p99)}`;
  const figure = `${ratio.median.toFixed(3)} over ${pairs} pairs (${rates}; ${tails}; CPU × ${cpuRatio.median.toFixed(2)})`;
  const promise = 'authorised client ≥ 0.97 of bare undici';
  return [timed('S3', promise, figure, ratio.median >= 0.97)];
}

function countPromises(findings: Findings, subject: string): readonly PromiseCheck[] {
  const mine = <T extends { readonly name: string }>(rows: readonly T[]): readonly T[] =>
    rows.filter(({ name }) => name === subject);
  const rush = mine(findings.stampede).map(({ cold }) => {
    const { posts, callers, failed } = cold;
    const figure = `${posts} token requests for ${callers} callers, ${failed} failed`;
    const passed = posts === 1 && failed === 0;
    return counted('S4', 'one process, cold: 1 token request', figure, passed);
  });
  const fleet = mine(findings.fleet).map(({ posts, failed }) => {
    const figure = `${posts} token requests, ${failed} callers failed`;
    const passed = posts === 1 && failed === 0;
    return counted('S4', 'processes on one Redis, cold: 1 token request', figure, passed);
  });
  const redis = mine(findings.redisCommands).map(({ commands, calls }) => {
    const figure = `${commands} in ${calls} calls`;
    return counted('S5', 'no Redis command while the token is fresh', figure, commands === 0);
  });
  return [...stopped(findings, subject), ...rush, ...fleet, ...redis];
}

function stopped({ behaviours }: Findings, subject: string): readonly PromiseCheck[] {
  const row = behaviours.find(({ id }) => id === 'stopped');
  const cell = row?.cells.find(({ name }) => name === subject);
  if (cell === undefined) return [];
  const promise = 'stopped past expiry, no expired token';
  return [counted('S1', promise, cell.seen, cell.verdict === 'pass')];
}

function startUpPromises(
  { startUp }: Findings,
  subject: string,
  manifest: Manifest | undefined,
): readonly PromiseCheck[] {
  const verdicts: PromiseCheck[] = [];
  const own = startUp.find(({ name }) => name === subject);
  if (own !== undefined) {
    const over = own.overUndiciMs.median;
    const promise = 'import + construct ≤ 25 ms over import("undici")';
    verdicts.push(timed('S7', promise, `${ms(over)} over`, over <= 25));
  }
  if (manifest !== undefined) {
    const names = runtimeDependencies(manifest);
    const figure = names.join(', ') || 'none';
    verdicts.push(counted('S7', '2 runtime dependencies at most', figure, names.length <= 2));
  }
  return verdicts;
}

/** What a service that shares through Redis installs in addition to the package itself. */
function runtimeDependencies({ dependencies, peerDependencies }: Manifest): readonly string[] {
  const redis = Object.keys(peerDependencies ?? {}).filter((name) => name === 'ioredis');
  return [...Object.keys(dependencies ?? {}), ...redis];
}

function timed(id: string, promise: string, figure: string, met: boolean): PromiseCheck {
  return { id, promise, figure, met, kind: 'time' };
}

function counted(id: string, promise: string, figure: string, met: boolean): PromiseCheck {
  return { id, promise, figure, met, kind: 'count' };
}
