import { ask } from '../process/ask.ts';
import { type Behaviour, verdict } from './behaviour.ts';
import { describe, within } from './ending.ts';

export const holderKilled: Behaviour = {
  id: 'holder-killed',
  title: 'Process killed while it asks',
  rule: 'Another process has a token within 10.5 s (lease + 0.5 s), with 2 token requests in all.',
  deadlineMs: 45_000,
  needsRedis: true,
  async run(scene) {
    const client = await scene.open();
    await ask('killHolderMidway');
    const ending = await within(15_000, client.accessToken());
    const { posts } = await ask('counts');
    const inTime = ending.kind === 'value' && ending.afterMs <= 10_500;
    return verdict(inTime && posts <= 2, `${describe(ending)}, ${posts} token requests`);
  },
};
