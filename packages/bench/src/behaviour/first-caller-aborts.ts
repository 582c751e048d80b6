import { ask } from '../process/ask.ts';
import { type Behaviour, notOffered, verdict } from './behaviour.ts';
import { describe, within } from './ending.ts';

const LATENCY_MS = 1_500;

export const firstCallerAborts: Behaviour = {
  id: 'first-caller-aborts',
  title: 'First caller aborts',
  rule: 'The first caller leaves before the login has answered, the second gets its token, from one token request.',
  deadlineMs: 40_000,
  login: { latencyMs: LATENCY_MS },
  async run(scene) {
    const client = await scene.open();
    if (!client.abortable) return notOffered('takes no AbortSignal');
    const leaving = new AbortController();
    const first = within(5_000, client.accessToken(leaving.signal));
    const second = within(5_000, client.accessToken());
    setTimeout(() => leaving.abort(), 500);
    const [left, stayed] = await Promise.all([first, second]);
    const { posts } = await ask('counts');
    const leftAtOnce = left.kind === 'error' && left.afterMs < LATENCY_MS;
    const seen = `first ${leftAtOnce ? 'left at once' : describe(left)}, second ${describe(stayed)}, ${posts} token requests`;
    return verdict(leftAtOnce && stayed.kind === 'value' && posts === 1, seen);
  },
};
