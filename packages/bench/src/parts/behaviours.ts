import { setTimeout as delay } from 'node:timers/promises';
import { type RedisServer, startRedis } from '@onetoken/test-kit';
import type { Behaviour, Observation } from '../behaviour/behaviour.ts';
import { behaviours } from '../behaviour/index.ts';
import { type Bench, type Contestant, loginAnswers, settingsFor, whyNot } from '../bench.ts';
import { type FakeLogin, quickLogin, startFakeLogin } from '../login/fake-login.ts';
import type { PeerSettings } from '../peers/peer.ts';
import type { Questions } from '../process/protocol.ts';
import { runTask } from '../process/run-task.ts';
import { eachAtOnce } from './each-at-once.ts';

export interface BehaviourRow {
  readonly id: string;
  readonly title: string;
  readonly rule: string;
  readonly cells: readonly BehaviourCell[];
}

export interface BehaviourCell extends Observation {
  readonly name: string;
}

/** Every test on every contestant, each with a separate process, token endpoint and Redis. */
export async function observeAll(bench: Bench): Promise<readonly BehaviourRow[]> {
  const jobs = behaviours.flatMap((behaviour) =>
    bench.contestants.map((contestant) => ({ behaviour, contestant })),
  );
  let done = 0;
  const cells = await eachAtOnce(jobs, bench.plan.behavioursAtOnce, async (job) => {
    bench.progress(done, jobs.length, `${job.behaviour.id} on ${job.contestant.peer.name}`);
    const observation = await observe(job.behaviour, job.contestant);
    done += 1;
    return { id: job.behaviour.id, name: job.contestant.peer.name, ...observation };
  });
  return behaviours.map(({ id, title, rule }) => ({
    id,
    title,
    rule,
    cells: cells.filter((cell) => cell.id === id),
  }));
}

async function observe(behaviour: Behaviour, { ref, peer }: Contestant): Promise<Observation> {
  if (behaviour.needsRedis && !peer.shares) {
    return { verdict: 'not offered', seen: 'shares no token' };
  }
  await using stack = new AsyncDisposableStack();
  const login = stack.use(await startFakeLogin(behaviour.login));
  const redis = behaviour.needsRedis && stack.use(await startRedis());
  const lifeMs = behaviour.login?.lifeMs ?? quickLogin.lifeMs;
  const settings = settingsFor(login, { lifeMs, ...(redis && { redisUrl: redis.url }) });
  const answers: Partial<Questions> = {
    ...loginAnswers(login),
    ...(redis && redisAnswers(redis)),
    killHolderMidway: () => killHolderMidway({ ref, peer }, settings, login),
  };
  const input = { id: behaviour.id, peer: ref, settings };
  const ending = await runTask('behaviour', input, { deadlineMs: behaviour.deadlineMs, answers });
  if (redis) redis.signal('SIGCONT');
  if (ending.kind === 'done') return ending.value;
  return { verdict: 'fail', seen: whyNot(ending).split('\n')[0] ?? '' };
}

function redisAnswers(redis: RedisServer): Pick<Questions, 'freezeRedis' | 'killRedis'> {
  return {
    freezeRedis: async () => redis.signal('SIGSTOP'),
    killRedis: () => redis.kill(),
  };
}

async function killHolderMidway(
  { ref }: Contestant,
  settings: PeerSettings,
  login: FakeLogin,
): Promise<void> {
  login.set({ mode: 'hang' });
  const input = { peer: ref, settings, callers: 1, together: false };
  const asking = new AbortController();
  const holder = runTask('burst', input, { deadlineMs: 20_000, signal: asking.signal });
  for (let i = 0; i < 1_000 && login.counts().posts === 0; i += 1) await delay(15);
  asking.abort();
  await holder;
  login.set({ mode: 'ok' });
}
