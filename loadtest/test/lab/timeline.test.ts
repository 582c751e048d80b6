import { startMockGenesys } from '@onetoken/mock-genesys';
import { expect, it } from 'vitest';
import type { Step } from '../../src/experiments/experiment.ts';
import type { Deployment } from '../../src/fleets/target.ts';
import { performSteps } from '../../src/lab/timeline.ts';
import { MockAdmin } from '../../src/mock/admin.ts';

/** A fleet that writes down what is done to it. */
function recorder(done: string[]): Deployment {
  return {
    urls: ['http://behind-one-address'],
    settings: { pods: 2 },
    clientIds: [],
    restartPod: async (index: number) => void done.push(`restart ${index}`),
    setRedis: async (state: string) => void done.push(`redis ${state}`),
  } as unknown as Deployment;
}

const mock = new MockAdmin('http://127.0.0.1:9');
const client = { id: 'lab', secret: 'not-a-real-secret' };
const down = (at: number, until: number): Step => ({
  ...{ label: 'Redis down', at, until },
  action: { kind: 'redis', state: 'down' },
});

it('does each step at its time, takes it back, and tells when it was', async () => {
  const done: string[] = [];
  const labels: (string | undefined)[] = [];
  const steps: Step[] = [
    down(0.02, 0.04),
    { label: 'flushed', at: 0, action: { kind: 'redis', state: 'flushed' } },
    { label: 'restart', at: 0.06, action: { kind: 'restart' } },
  ];
  const stage = { mock, deployment: recorder(done) };
  const { signal } = new AbortController();
  const windows = await performSteps(stage, steps, signal, (label) => labels.push(label));
  // A busy machine may do at once what is due at different times.
  expect(done.toSorted()).toEqual([
    'redis down',
    'redis flushed',
    'redis up',
    'restart 0',
    'restart 1',
  ]);
  expect(done.indexOf('redis down')).toBeLessThan(done.indexOf('redis up'));
  expect(done.indexOf('restart 0')).toBeLessThan(done.indexOf('restart 1'));
  expect(windows.map(({ label }) => label)).toEqual(['Redis down', 'flushed', 'restart']);
  expect(labels).toContain('Redis down');
  expect(labels.at(-1)).toBeUndefined();
});

it('does a step while the answer to a token request is kept back, and not at all if nobody asks', async () => {
  await using server = await startMockGenesys({ clients: [client] });
  const admin = new MockAdmin(server.adminUrl);
  const done: string[] = [];
  const stage = { mock: admin, deployment: recorder(done) };
  const { signal } = new AbortController();
  const full = (until: number): Step[] => [
    { ...down(0, until), label: 'Redis full', aroundAnswer: 0.02 },
  ];
  expect(await performSteps(stage, full(0.05), signal, () => {})).toEqual([]);
  expect(done).toEqual([]);
  const performing = performSteps(stage, full(600), signal, () => {});
  const faults = () => fetch(`${server.adminUrl}/__admin/faults`).then((answer) => answer.text());
  await expect.poll(faults).toContain('hold');
  const asking = fetch(`${server.loginUrl}/oauth/token?grant_type=client_credentials`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
  });
  expect((await asking).status).toBe(200);
  expect(done[0]).toBe('redis down');
  expect((await performing).map(({ label }) => label)).toEqual(['Redis full']);
  expect(done).toEqual(['redis down', 'redis up']);
});

it('puts right what the other steps have done when one of them fails, and what it has half done', async () => {
  const done: string[] = [];
  const deployment: Deployment = {
    ...recorder(done),
    restartPod: () => Promise.reject(new Error('no such pod')),
    async setRedis(state) {
      done.push(`redis ${state}`);
      if (state === 'frozen') throw new Error('half frozen');
    },
  };
  const { signal } = new AbortController();
  const failing = async (last: Step) => {
    done.length = 0;
    const steps = [down(0, 600), last];
    await performSteps({ mock, deployment }, steps, signal, () => {});
  };
  const restart: Step = { label: 'restart', at: 0.05, action: { kind: 'restart' } };
  await expect(failing(restart)).rejects.toThrow('no such pod');
  expect(done).toEqual(['redis down', 'redis up']);
  const freeze: Step = { ...down(0.05, 600), action: { kind: 'redis', state: 'frozen' } };
  await expect(failing(freeze)).rejects.toThrow('half frozen');
  expect(done.toSorted()).toEqual(['redis down', 'redis frozen', 'redis up', 'redis up']);
});

it('puts right what is still wrong when the load ends, and begins nothing more', async () => {
  const done: string[] = [];
  const ended = new AbortController();
  const stage = { mock, deployment: recorder(done) };
  const performing = performSteps(stage, [down(0, 600), down(300, 600)], ended.signal, (label) => {
    if (label !== undefined) ended.abort();
  });
  expect(await performing).toHaveLength(1);
  expect(done).toEqual(['redis down', 'redis up']);
});
