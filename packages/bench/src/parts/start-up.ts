import { type Bench, doneOrThrow, settingsFor } from '../bench.ts';
import { startFakeLogin } from '../login/fake-login.ts';
import type { PeerRef } from '../peers/find.ts';
import { runTask } from '../process/run-task.ts';
import { type Summary, summarise } from '../statistics.ts';

export interface StartUpRow {
  readonly name: string;
  /** CPU time in ms to import and construct, in a fresh process. */
  readonly ms: Summary;
  /** The same less `import("undici")`, paired per round. */
  readonly overUndiciMs: Summary;
}

export async function startUp(bench: Bench): Promise<readonly StartUpRow[]> {
  await using login = await startFakeLogin();
  const contestants = bench.contestants.filter(({ peer }) => peer.package !== undefined);
  const measure = async (peer: PeerRef | undefined): Promise<number> => {
    const input = { peer, settings: settingsFor(login) };
    const ending = await runTask('startUp', input, { deadlineMs: 30_000 });
    return doneOrThrow(ending, `start of ${peer?.name ?? 'undici'}`).ms;
  };
  const undici: number[] = [];
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < bench.plan.startUpRounds; round += 1) {
    bench.progress(round, bench.plan.startUpRounds, `round ${round + 1}`);
    undici.push(await measure(undefined));
    for (const [i, { ref }] of contestants.entries()) times[i]?.push(await measure(ref));
  }
  const rowOf = (name: string, ms: readonly number[]): StartUpRow => ({
    name,
    ms: summarise(ms),
    overUndiciMs: summarise(ms.map((value, round) => value - (undici[round] ?? Number.NaN))),
  });
  return [
    rowOf('import("undici")', undici),
    ...contestants.map(({ peer }, i) => rowOf(peer.name, times[i] ?? [])),
  ];
}
