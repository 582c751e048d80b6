import { startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { type Bench, type Contestant, doneOrThrow, settingsFor } from '../bench.ts';
import { startFakeLogin } from '../login/fake-login.ts';
import { runTask } from '../process/run-task.ts';

export interface RedisCommandsRow {
  readonly name: string;
  readonly calls: number;
  readonly commands: number;
}

/** Redis commands while the token is fresh, from Redis's own counters. */
export async function redisCommands(bench: Bench): Promise<readonly RedisCommandsRow[]> {
  const rows: RedisCommandsRow[] = [];
  const contestants = bench.contestants.filter(({ peer }) => peer.shares);
  for (const [i, contestant] of contestants.entries()) {
    bench.progress(i, contestants.length, contestant.peer.name);
    rows.push(await count(contestant, bench.plan.redisCalls));
  }
  return rows;
}

async function count({ ref, peer }: Contestant, calls: number): Promise<RedisCommandsRow> {
  await using login = await startFakeLogin();
  await using server = await startRedis();
  const redis = new Redis(server.url);
  try {
    const settings = settingsFor(login, { redisUrl: server.url });
    // The contestant is warm and waits here.
    const warm = async (): Promise<void> => void (await redis.config('RESETSTAT'));
    const input = { peer: ref, settings, calls };
    const options = { deadlineMs: 60_000, answers: { barrier: warm } };
    doneOrThrow(await runTask('redisCommands', input, options), `Redis commands of ${ref.name}`);
    return { name: peer.name, calls, commands: commandsIn(await redis.info('commandstats')) };
  } finally {
    redis.disconnect();
  }
}

/** Sums up `INFO commandstats`, except for commands of the bench itself. */
export function commandsIn(info: string): number {
  const lines = info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm);
  return [...lines]
    .filter(([, command]) => command !== 'info' && !command?.startsWith('config'))
    .reduce((sum, [, , calls]) => sum + Number(calls), 0);
}
