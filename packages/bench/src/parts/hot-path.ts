import { type Bench, doneOrThrow, settingsFor } from '../bench.ts';
import { startFakeLogin } from '../login/fake-login.ts';
import type { HotPathSample } from '../measure/hot-path-task.ts';
import { runTask } from '../process/run-task.ts';
import { type Summary, summarise } from '../statistics.ts';

export interface HotPathRow {
  readonly name: string;
  /** ns of one awaited call. */
  readonly call: Summary;
  /** ns of awaiting an already resolved promise, in the same processes. */
  readonly floor: Summary;
  /** Call ÷ floor, paired per process. */
  readonly overFloor: Summary;
  /** ns that a single call adds to a turn of the event loop, over the floor. */
  readonly alone: Summary;
  readonly peek: { readonly ns: Summary; readonly bytes: number } | undefined;
}

/** Each round runs every contestant once, in a fresh process; the next round starts elsewhere in the list. */
export async function hotPath(bench: Bench): Promise<readonly HotPathRow[]> {
  const contestants = bench.contestants.filter(({ peer }) => peer.package !== undefined);
  const samples = new Map<string, HotPathSample[]>();
  const all = bench.plan.hotRounds * contestants.length;
  for (let i = 0; i < all; i += 1) {
    const round = Math.floor(i / contestants.length);
    const contestant = contestants[(i + round) % contestants.length];
    if (contestant === undefined) break;
    bench.progress(i, all, contestant.peer.name);
    const { name } = contestant.peer;
    const sample = await measure(contestant, bench);
    samples.set(name, [...(samples.get(name) ?? []), sample]);
  }
  return contestants.map(({ peer }) => rowOf(peer.name, samples.get(peer.name) ?? []));
}

async function measure(
  { ref }: Bench['contestants'][number],
  bench: Bench,
): Promise<HotPathSample> {
  await using login = await startFakeLogin();
  const input = { peer: ref, settings: settingsFor(login), forMs: bench.plan.hotMs };
  const execArgv = ['--expose-gc', '--max-semi-space-size=128'];
  const ending = await runTask('hotPath', input, { deadlineMs: 60_000, execArgv });
  return doneOrThrow(ending, `hot path of ${ref.name}`);
}

function rowOf(name: string, samples: readonly HotPathSample[]): HotPathRow {
  const peeks = samples.flatMap(({ peek }) => (peek === undefined ? [] : [peek]));
  return {
    name,
    call: summarise(samples.map(({ callNs }) => callNs)),
    floor: summarise(samples.map(({ floorNs }) => floorNs)),
    overFloor: summarise(samples.map(({ overFloor }) => overFloor)),
    alone: summarise(samples.map(({ aloneNs }) => aloneNs)),
    peek:
      peeks.length === 0
        ? undefined
        : {
            ns: summarise(peeks.map(({ ns }) => ns)),
            bytes: Math.max(...peeks.map(({ bytes }) => bytes)),
          },
  };
}
