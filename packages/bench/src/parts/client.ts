import { type Bench, doneOrThrow, settingsFor } from '../bench.ts';
import { startFakeLogin } from '../login/fake-login.ts';
import type { ClientResult, Latency, Side } from '../measure/client-task.ts';
import { runTask } from '../process/run-task.ts';
import { type Summary, summarise } from '../statistics.ts';

export interface ClientRow {
  readonly name: string;
  readonly pairs: number;
  /** Requests per second of the client ÷ those of bare undici, paired. */
  readonly ratio: Summary;
  /** CPU time per request of the client ÷ that of bare undici, paired. */
  readonly cpuRatio: Summary;
  readonly client: SideSummary;
  readonly bare: SideSummary;
}

export interface SideSummary {
  readonly perSecond: Summary;
  /** In ms, over all pairs. */
  readonly latency: Latency;
  readonly cpuUs: Summary;
}

/** The authorised clients of those that have one, against bare undici. The server is this process. */
export async function clients(bench: Bench): Promise<readonly ClientRow[]> {
  const rows: ClientRow[] = [];
  const contestants = bench.contestants.filter(({ peer }) => peer.calls);
  for (const [i, { ref, peer }] of contestants.entries()) {
    bench.progress(i, contestants.length, peer.name);
    await using login = await startFakeLogin();
    const input = { peer: ref, settings: settingsFor(login), ...bench.plan.client };
    const ending = await runTask('clientPairs', input, { deadlineMs: 180_000 });
    rows.push(rowOf(peer.name, doneOrThrow(ending, `client of ${peer.name}`)));
  }
  return rows;
}

function rowOf(name: string, { pairs, ...latency }: ClientResult): ClientRow {
  return {
    name,
    pairs: pairs.length,
    ratio: summarise(pairs.map(({ client, bare }) => client.perSecond / bare.perSecond)),
    cpuRatio: summarise(pairs.map(({ client, bare }) => client.cpuUs / bare.cpuUs)),
    client: sideOf(
      pairs.map(({ client }) => client),
      latency.client,
    ),
    bare: sideOf(
      pairs.map(({ bare }) => bare),
      latency.bare,
    ),
  };
}

function sideOf(sides: readonly Side[], latency: Latency): SideSummary {
  return {
    perSecond: summarise(sides.map(({ perSecond }) => perSecond)),
    latency,
    cpuUs: summarise(sides.map(({ cpuUs }) => cpuUs)),
  };
}
