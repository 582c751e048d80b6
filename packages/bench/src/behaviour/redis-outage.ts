import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../process/ask.ts';
import { type Behaviour, type Observation, type Scene, verdict } from './behaviour.ts';
import { describe, within } from './ending.ts';

const LIMIT_MS = 2_000;

/** Connected but cold: the case in which a token cannot come from memory. */
async function coldDuring(scene: Scene, outage: 'freezeRedis' | 'killRedis'): Promise<Observation> {
  const client = await scene.open();
  await delay(500);
  await ask(outage);
  const ending = await within(LIMIT_MS, client.accessToken());
  return verdict(ending.kind === 'value', describe(ending));
}

export const redisFrozen: Behaviour = {
  id: 'redis-frozen',
  title: 'Redis frozen',
  rule: `With Redis stopped (SIGSTOP), a cold process has its token within ${LIMIT_MS / 1_000} s.`,
  deadlineMs: 40_000,
  needsRedis: true,
  run: (scene) => coldDuring(scene, 'freezeRedis'),
};

export const redisKilled: Behaviour = {
  id: 'redis-killed',
  title: 'Redis killed',
  rule: `With Redis gone (SIGKILL), a cold process has its token within ${LIMIT_MS / 1_000} s.`,
  deadlineMs: 40_000,
  needsRedis: true,
  run: (scene) => coldDuring(scene, 'killRedis'),
};
