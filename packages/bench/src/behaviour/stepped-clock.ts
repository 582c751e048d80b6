import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../process/ask.ts';
import { type Behaviour, type Observation, type Scene, verdict } from './behaviour.ts';
import { stepWallClock } from './wall-clock.ts';

const HOUR_MS = 3_600_000;

export const steppedClock: Behaviour = {
  id: 'stepped-clock',
  title: 'Wall clock stepped by an hour',
  rule: 'Back: no expired token is handed out. Forward: a good one is, with at most 1 extra token request.',
  deadlineMs: 45_000,
  async run(scene) {
    const forward = await stepForward(scene);
    const back = await stepBack(scene);
    const passed = forward.verdict === 'pass' && back.verdict === 'pass';
    return verdict(passed, `forward: ${forward.seen}; back: ${back.seen}`);
  },
};

async function stepForward(scene: Scene): Promise<Observation> {
  const lifeMs = HOUR_MS / 2;
  await ask('setLogin', { lifeMs });
  const client = await scene.open({ lifeMs });
  await client.accessToken();
  const before = await ask('counts');
  stepWallClock(HOUR_MS);
  let last = '';
  for (let i = 0; i < 5; i += 1) last = await client.accessToken().catch(() => '');
  stepWallClock(0);
  const { posts } = await ask('counts');
  const { good } = await ask('tokenStatus', last);
  const extra = posts - before.posts;
  return verdict(good && extra <= 1, `${good ? '' : 'no good token, '}${extra} extra`);
}

async function stepBack(scene: Scene): Promise<Observation> {
  const lifeMs = 3_000;
  await ask('setLogin', { lifeMs });
  const client = await scene.open({ lifeMs });
  await client.accessToken();
  stepWallClock(-HOUR_MS);
  await delay(lifeMs + 300);
  const token = await client.accessToken().catch(() => '');
  stepWallClock(0);
  const { good } = await ask('tokenStatus', token);
  return verdict(good, good ? 'good token' : 'expired token handed out');
}
