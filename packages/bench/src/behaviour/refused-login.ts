import { ask } from '../process/ask.ts';
import { type Behaviour, type Scene, verdict } from './behaviour.ts';
import { within } from './ending.ts';

const CALLS = 20;

/** Calls one after the other, within so many ms. */
async function callInVain(
  scene: Scene,
  windowMs: number,
): Promise<{ posts: number; rejected: number }> {
  const client = await scene.open();
  const end = performance.now() + windowMs;
  let rejected = 0;
  for (let i = 0; i < CALLS && performance.now() < end; i += 1) {
    const ending = await within(end - performance.now(), client.accessToken());
    if (ending.kind === 'error') rejected += 1;
  }
  const { posts } = await ask('counts');
  return { posts, rejected };
}

export const wrongSecret: Behaviour = {
  id: 'wrong-secret',
  title: 'Wrong secret',
  rule: `${CALLS} calls one after the other: all rejected, at most 2 token requests.`,
  deadlineMs: 45_000,
  login: { mode: '401' },
  async run(scene) {
    const { posts, rejected } = await callInVain(scene, 20_000);
    const passed = posts <= 2 && rejected === CALLS;
    return verdict(passed, `${posts} token requests, ${rejected} of ${CALLS} rejected`);
  },
};

export const throttledBy400: Behaviour = {
  id: '400-throttle',
  title: 'Throttled by 400',
  rule: `Genesys Cloud's own form of throttling: 1 token request in 3 s, for any number of callers.`,
  deadlineMs: 40_000,
  login: { mode: '400-throttle' },
  async run(scene) {
    const { posts } = await callInVain(scene, 3_000);
    return verdict(posts === 1, `${posts} token requests`);
  },
};
