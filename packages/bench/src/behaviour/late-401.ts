import { ask } from '../process/ask.ts';
import { type Behaviour, notOffered, verdict } from './behaviour.ts';

export const late401: Behaviour = {
  id: 'late-401',
  title: 'Late 401',
  rule: 'A second 401 that arrives late, for the token before, causes no token request: 2 in all.',
  deadlineMs: 40_000,
  async run(scene) {
    const client = await scene.open();
    const { refused } = client;
    if (refused === undefined) return notOffered('no way to report a refused token');
    const first = await client.accessToken();
    await ask('revoke', first);
    const second = await refused(first);
    const third = await refused(first);
    const { posts } = await ask('counts');
    const seen = `${posts} token requests${second === third ? '' : ', the good token was dropped'}`;
    return verdict(posts === 2 && second === third, seen);
  },
};
