import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Commands, kubeconfig, why } from './support/commands.ts';
import { LocalEnvironment } from './support/environment.ts';
import { installOperator, OPERATOR_NAMESPACE, removeOperator } from './support/k6-operator.ts';
import { polyglotPod } from './support/polyglot-pod.ts';
import { foreignPod, probeConnection } from './support/probe-connection.ts';
import { describeUpgrade } from './support/upgrade.ts';
import { stackNames, validateStack } from './support/validate-manifests.ts';

const NAMESPACE = 'onetoken-e2e';
const MINUTE = 60_000;
/** Any id: the mock generates figures for it. */
const QUEUE = '392fafb4-8121-4542-a804-fc8548060152';
const WALLBOARD = 'onetoken/wallboard:dev';
/** The load test of the stack. */
const LOAD_TEST = { image: 'onetoken/k6:dev', service: 'wallboard' };
/** A load test that fails: this service does not answer GET /api/queues. */
const FAILING_LOAD_TEST = { ...LOAD_TEST, service: 'crm-sync', seconds: 5 };
/** Splits a load test with k6-operator. */
const TWO_RUNNERS = {
  starterImage: 'onetoken/k6-starter:dev',
  operatorNamespace: OPERATOR_NAMESPACE,
  runners: 2,
};

/** The tests build on each other, in the order of the steps of a platform engineer. */
describe.skipIf(!kubeconfig)(`a whole environment on a real cluster${why}`, () => {
  let commands: Commands;
  let local: LocalEnvironment;

  beforeAll(async () => {
    commands = new Commands();
    local = new LocalEnvironment(commands, NAMESPACE);
    await commands.expect('script/images', ['--load']);
    await commands.expect('script/images', ['--load', 'agent', 'k6-operator', 'k6-starter']);
  }, 10 * MINUTE);

  afterAll(async () => {
    if (!kubeconfig) return;
    await local.pulumi(['destroy', '--yes', '--non-interactive']);
    await commands.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
    await removeOperator(commands);
    commands[Symbol.dispose]();
  }, 5 * MINUTE);

  test('comes up, load test included, with one command', { timeout: 8 * MINUTE }, async () => {
    const { code, all } = await local.up();
    expect(code, all).toBe(0);
    const ready = await local.kubectl(
      'get',
      'deployment/wallboard',
      '-o',
      'jsonpath={.status.readyReplicas}',
    );
    expect(ready).toBe('4');
  });

  test('two services, five pods and hundreds of calls took exactly one token request', async () => {
    const stats = await local.stats();
    expect(stats).toMatchObject({ tokenRequests: 1, throttled: 0, rejected: 0, api401: 0 });
    expect(stats['apiOk']).toBeGreaterThan(500);
  });

  test('the wallboard answers with data that came through the mock', async () => {
    const before = await local.stats();
    const answer = await local.wallboard(async (url) => {
      const response = await fetch(`${url}/api/queues?id=${QUEUE}`);
      return { status: response.status, text: await response.text() };
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`"queueId":"${QUEUE}"`);
    const after = await local.stats();
    expect(after['apiOk']).toBe((before['apiOk'] ?? 0) + 1);
  });

  test('a second deployment changes nothing', async () => {
    const { code, all } = await local.up({}, '--expect-no-changes');
    expect(code, all).toBe(0);
  });

  test('no secret is in the state or in the outputs', async () => {
    const state = await commands.expect('script/pulumi', [
      'environment',
      'local',
      'stack',
      'export',
    ]);
    const list = await local.kubectl('get', 'secrets', '-o', 'json');
    const { items } = JSON.parse(list) as { items: { data?: Record<string, string> }[] };
    const values = items.flatMap(({ data }) => Object.entries(data ?? {}));
    const secret = values.filter(([key]) => key !== 'client-id').map(([, value]) => value);
    expect(secret.length).toBeGreaterThan(3);
    for (const value of secret) {
      expect(state).not.toContain(value);
      expect(state).not.toContain(Buffer.from(value, 'base64').toString());
    }
  });

  test.each(stackNames)(
    'the API server finds nothing wrong with the manifests of %s',
    async (stack) => {
      const { code, all } = await validateStack(commands, stack);
      expect(code, all).toBe(0);
      expect(all).toContain('deployment.apps/wallboard serverside-applied (server dry run)');
    },
  );

  test('connections that no rule allows fail, and those that one allows do not', async () => {
    const [one, other] = await pods(local);
    const fromWallboard = async (host: string, port: number) => {
      const probe = ['node', '-e', probeConnection(host, port)];
      return (await local.kubectl('exec', one?.name ?? '', '--', ...probe)).trim();
    };
    expect(await fromWallboard('token-cache-primary', 6379)).toBe('open');
    expect(await fromWallboard('mock-genesys', 80)).toBe('open');
    expect(await fromWallboard('mock-genesys', 8081)).toBe('closed'); // the statistics of the mock
    expect(await fromWallboard(other?.address ?? '', 8080)).toBe('closed'); // each other
    const foreign = foreignPod(WALLBOARD, probeConnection('token-cache-primary', 6379));
    await commands.kubectl(['--namespace', NAMESPACE, 'apply', '-f', '-'], foreign);
    await local.kubectl(
      'wait',
      'pod/foreign',
      '--for=jsonpath={.status.phase}=Succeeded',
      '--timeout=150s',
    );
    expect((await local.kubectl('logs', 'pod/foreign')).trim()).toBe('closed');
    await local.kubectl('delete', 'pod/foreign', '--wait=false');
  });

  test('a program in any language uses the token of the fleet through the agent beside it', async () => {
    const pod = polyglotPod('polyglot', 'onetoken/agent:dev');
    await commands.kubectl(['--namespace', NAMESPACE, 'apply', '-f', '-'], pod);
    const done = '--for=jsonpath={.status.phase}=Succeeded';
    await local.kubectl('wait', 'pod/polyglot', done, '--timeout=150s');
    expect(await local.kubectl('logs', 'pod/polyglot', '-c', 'polyglot')).toBe('200 true\n');
    expect(await local.stats()).toMatchObject({ tokenRequests: 1, throttled: 0, api401: 0 });
    await local.kubectl('delete', 'pod/polyglot', '--wait=false');
  });

  test('no call fails while a pod dies, the fleet restarts and the cache is lost', {
    timeout: 12 * MINUTE,
  }, async () => {
    // A machine that is too slow for the short load gets the long one: without load the faults prove nothing.
    let wasUnderLoad = false;
    for (const seconds of [80, 240]) {
      const loadTest = { ...LOAD_TEST, seconds, callsPerSecond: 20 };
      const [{ code, all }, lasted] = await Promise.all([local.up({ loadTest }), disturb(local)]);
      expect(code, `${await local.loadTestLog()}\n${all}`).toBe(0); // fails if a call fails
      wasUnderLoad = lasted;
      if (wasUnderLoad) break;
    }
    expect(wasUnderLoad).toBe(true);
    expect(await local.stats()).toMatchObject({ tokenRequests: 1, throttled: 0, api401: 0 });
  });

  test('a load test that breaks its thresholds fails the deployment', {
    timeout: 4 * MINUTE,
  }, async () => {
    await expectFailingLoadTest(local, FAILING_LOAD_TEST);
  });

  test('k6-operator runs the same test on two runners', { timeout: 8 * MINUTE }, async () => {
    await installOperator(commands);
    const { code, all } = await local.up({ loadTest: { ...LOAD_TEST, ...TWO_RUNNERS } });
    expect(code, all).toBe(0);
    const jobs = await local.kubectl(
      'get',
      'jobs',
      '-l',
      'runner=true',
      '-o',
      'jsonpath={.items[*].status.succeeded}',
    );
    expect(jobs).toBe('1 1');
    expect(await local.stats()).toMatchObject({ tokenRequests: 1, throttled: 0, api401: 0 });
  });

  test('a load test of k6-operator that breaks its thresholds fails the deployment', {
    timeout: 4 * MINUTE,
  }, async () => {
    await expectFailingLoadTest(local, { ...FAILING_LOAD_TEST, ...TWO_RUNNERS });
  });

  test('destroy leaves nothing behind', { timeout: 5 * MINUTE }, async () => {
    const { code, all } = await local.pulumi(['destroy', '--yes', '--non-interactive']);
    expect(code, all).toBe(0);
    const { code: missing } = await commands.run('kubectl', ['get', 'namespace', NAMESPACE]);
    expect(missing).toBe(1);
    const state = await commands.expect('script/pulumi', [
      'environment',
      'local',
      'stack',
      'export',
    ]);
    expect(JSON.parse(state).deployment.resources ?? []).toEqual([]);
  });
});

describeUpgrade();

async function expectFailingLoadTest(local: LocalEnvironment, loadTest: object): Promise<void> {
  const { code, all } = await local.up({ loadTest });
  expect(await local.loadTestLog()).toMatch(
    /thresholds on metrics '.*failed_api_calls.* have been crossed/,
  );
  expect(code, all).not.toBe(0);
  expect(all).toMatch(/Job .*failed|backoff limit/i);
}

/** Deletes a pod, restarts the fleet and deletes the cache. Returns whether there was load until the end. */
async function disturb(local: LocalEnvironment): Promise<boolean> {
  await waitForLoad(local);
  const [victim] = await pods(local);
  await local.kubectl('delete', 'pod', victim?.name ?? '', '--wait=false');
  await local.kubectl('rollout', 'status', 'deployment/wallboard', '--timeout=150s');
  await local.kubectl('rollout', 'restart', 'deployment/wallboard');
  await local.kubectl('rollout', 'status', 'deployment/wallboard', '--timeout=150s');
  await local.kubectl('delete', 'pod/token-cache-0');
  await local.kubectl('wait', 'pod/token-cache-0', '--for=condition=Ready', '--timeout=150s');
  const running = await local.kubectl('get', 'jobs', '-o', 'jsonpath={.items[*].status.active}');
  return running === '1';
}

async function waitForLoad(local: LocalEnvironment): Promise<void> {
  const before = (await local.stats())['apiOk'] ?? 0;
  const until = Date.now() + 4 * MINUTE;
  while (((await local.stats())['apiOk'] ?? 0) < before + 40) {
    if (Date.now() > until) throw new Error('the load did not start');
  }
}

interface WallboardPod {
  readonly name: string;
  readonly address: string;
}

async function pods(local: LocalEnvironment): Promise<WallboardPod[]> {
  const of = ['-l', 'app.kubernetes.io/name=wallboard'];
  const line = '{range .items[*]}{.metadata.name} {.status.podIP}{"\\n"}{end}';
  const lines = await local.kubectl('get', 'pods', ...of, '-o', `jsonpath=${line}`);
  return lines
    .trim()
    .split('\n')
    .map((text) => {
      const [name = '', address = ''] = text.split(' ');
      return { name, address };
    });
}
