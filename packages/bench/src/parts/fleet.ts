import { startRedis } from '@onetoken/test-kit';
import { type Bench, type Contestant, doneOrThrow, settingsFor } from '../bench.ts';
import { startFakeLogin } from '../login/fake-login.ts';
import { runTask } from '../process/run-task.ts';
import { barrier } from './barrier.ts';

export interface FleetRow {
  readonly name: string;
  readonly shares: boolean;
  readonly posts: number;
  readonly failed: number;
  /** Until the last caller of the slowest process had its token. */
  readonly slowestMs: number;
}

/** Real processes that start together, cold, on one real Redis where the contestant can share. */
export async function fleet(bench: Bench): Promise<readonly FleetRow[]> {
  const rows: FleetRow[] = [];
  for (const [i, contestant] of bench.contestants.entries()) {
    bench.progress(i, bench.contestants.length, contestant.peer.name);
    rows.push(await startTogether(contestant, bench));
  }
  return rows;
}

async function startTogether({ ref, peer }: Contestant, bench: Bench): Promise<FleetRow> {
  const { processes, callers } = bench.plan.fleet;
  await using login = await startFakeLogin({ latencyMs: 200 });
  await using redis = await startRedis();
  const settings = settingsFor(login, peer.shares ? { redisUrl: redis.url } : {});
  const input = { peer: ref, settings, callers, together: true };
  const together = barrier(processes);
  const run = () => runTask('burst', input, { deadlineMs: 60_000, answers: { barrier: together } });
  const endings = await Promise.all(Array.from({ length: processes }, run));
  const members = endings.map((ending) => doneOrThrow(ending, `fleet of ${ref.name}`));
  return {
    name: peer.name,
    shares: peer.shares,
    posts: login.counts().posts,
    failed: members.reduce((sum, { failed }) => sum + failed, 0),
    slowestMs: Math.max(...members.map(({ ms }) => ms)),
  };
}
