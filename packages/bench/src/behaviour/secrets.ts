import { inspect } from 'node:util';
import { findSecrets } from '@onetoken/test-kit';
import { ask } from '../process/ask.ts';
import { type Behaviour, type Scene, verdict } from './behaviour.ts';

export const secretsPrinted: Behaviour = {
  id: 'secrets',
  title: 'Secrets that print',
  rule: 'Neither inspect() nor JSON of the client shows the secret or the token, and of its errors the secret.',
  deadlineMs: 45_000,
  async run(scene) {
    const client = await scene.open();
    const token = await client.accessToken();
    const secret = scene.settings.clientSecret;
    const shown = client.inspectable.flatMap((held) => findSecrets(print(held), { secret, token }));
    const errors = await provokeErrors(scene);
    const leaked = errors.flatMap((error) => findSecrets(print(error), { secret }));
    const places = [...new Set(shown)].map((name) => `client prints the ${name}`);
    if (leaked.length > 0) places.push('errors print the secret');
    return verdict(places.length === 0, places.join(', ') || 'nothing printed');
  },
};

/** A refused secret, a failing login, and no login at all. */
async function provokeErrors(scene: Scene): Promise<readonly unknown[]> {
  const errors: unknown[] = [];
  const provoke = async (login: string): Promise<void> => {
    const client = await scene.open({ login });
    await client.accessToken().catch((error: unknown) => errors.push(error));
  };
  await ask('setLogin', { mode: '401' });
  await provoke(scene.settings.login);
  await ask('setLogin', { mode: '500' });
  await provoke(scene.settings.login);
  await provoke('http://127.0.0.1:9');
  return errors;
}

function print(value: unknown): string {
  return `${inspect(value, { depth: 12, maxStringLength: null, maxArrayLength: null })}\n${json(value)}`;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return ''; // circular: prints nothing
  }
}
