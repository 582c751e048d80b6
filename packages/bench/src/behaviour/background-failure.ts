import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../process/ask.ts';
import { type Behaviour, verdict } from './behaviour.ts';

export const backgroundFailure: Behaviour = {
  id: 'background-failure',
  title: 'Failing refresh in the background',
  rule: 'A refresh that fails without a waiting caller raises no unhandledRejection, also after expiry.',
  deadlineMs: 45_000,
  login: { lifeMs: 4_000 },
  async run(scene) {
    let unhandled = 0;
    process.on('unhandledRejection', () => {
      unhandled += 1;
    });
    const client = await scene.open();
    await client.accessToken();
    await ask('setLogin', { mode: '500' });
    await delay(2_500);
    void client.accessToken().catch(() => undefined);
    await delay(6_500);
    void client.accessToken().catch(() => undefined);
    await delay(500);
    return verdict(unhandled === 0, `${unhandled} unhandled rejections`);
  },
};
