import { setTimeout as delay } from 'node:timers/promises';
import type { PeerClient } from '../peers/peer.ts';
import { ask } from '../process/ask.ts';
import { type Behaviour, verdict } from './behaviour.ts';

const LIFE_MS = 3_000;

export const stoppedPastExpiry: Behaviour = {
  id: 'stopped',
  title: 'Process stopped past expiry',
  rule: 'Stopped (SIGSTOP) until the token has expired, the first call after SIGCONT does not get it.',
  deadlineMs: 45_000,
  login: { lifeMs: LIFE_MS },
  async run(scene) {
    const client = await scene.open();
    await client.accessToken();
    const answers: Answer[] = [];
    // A timer is due all the time, so the first turn after SIGCONT begins with a call.
    const calling = setInterval(() => void record(client, answers), 1);
    await delay(200);
    await ask('stopMe', LIFE_MS + 1_000);
    await delay(300);
    clearInterval(calling);
    const expired = await countExpired(answers);
    const calls = answers.length;
    return verdict(expired === 0 && calls > 0, `${expired} of ${calls} calls got an expired token`);
  },
};

export const blockedPastExpiry: Behaviour = {
  id: 'blocked',
  title: 'Event loop blocked past expiry',
  rule: 'Two calls in one turn of the event loop, blocked in between until expiry: the second does not get the expired token.',
  deadlineMs: 45_000,
  login: { lifeMs: LIFE_MS },
  async run(scene) {
    const client = await scene.open();
    await client.accessToken();
    const answers: Answer[] = [];
    await delay(0);
    await record(client, answers);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LIFE_MS + 500);
    await record(client, answers);
    const expired = await countExpired(answers);
    return verdict(expired === 0, expired === 0 ? 'good token' : 'expired token handed out');
  },
};

interface Answer {
  readonly calledAt: number;
  readonly token: string;
}

async function record(client: PeerClient, answers: Answer[]): Promise<void> {
  const calledAt = Date.now();
  const token = await client.accessToken().catch(() => undefined);
  if (token !== undefined) answers.push({ calledAt, token });
}

async function countExpired(recorded: readonly Answer[]): Promise<number> {
  const answers = [...recorded]; // calls still under way may add to it
  const tokens = [...new Set(answers.map(({ token }) => token))];
  const statuses = await Promise.all(tokens.map((token) => ask('tokenStatus', token)));
  const expiry = new Map(tokens.map((token, i) => [token, statuses[i]?.expiresAt ?? 0]));
  return answers.filter(({ token, calledAt }) => calledAt >= (expiry.get(token) ?? 0)).length;
}
