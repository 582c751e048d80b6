import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../process/ask.ts';
import { type Behaviour, verdict } from './behaviour.ts';
import { describe, within } from './ending.ts';

export const failingLogin: Behaviour = {
  id: 'failing-login',
  title: 'Valid token, failing login',
  rule: 'While the token is valid, due for refresh, and the login answers 500, the caller gets the token.',
  deadlineMs: 40_000,
  login: { lifeMs: 6_000 },
  async run(scene) {
    const client = await scene.open();
    const token = await client.accessToken();
    await delay(4_000);
    await ask('setLogin', { mode: '500' });
    const ending = await within(1_500, client.accessToken());
    const same = ending.kind === 'value' && ending.value === token;
    return verdict(same, same ? 'served the valid token' : describe(ending));
  },
};
