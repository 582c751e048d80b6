/**
 * The bundle as it is deployed, in real processes that are frozen between events, with a real Redis that is set up as
 * ElastiCache is (TLS, ACL), a real HTTP server for Secrets Manager (moto), and the mock of Genesys Cloud.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import {
  findSecrets,
  type RedisServer,
  selfSignedTls,
  startRedis,
  tempDir,
} from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CACHE_ACCESS, cacheUrl } from '../../../infra/aws/src/cache-access.ts';
import { startForgetfulProxy } from './support/forgetful-proxy.ts';
import { LambdaCopy } from './support/lambda-copy.ts';
import { type Moto, motoMissing, startMoto } from './support/moto.ts';

const missing = await motoMissing();
if (missing) console.warn(`skipped: ${missing}`);

const client = { id: 'sample-client', secret: 'sample-client-secret-1' };
const password = 'sample-cache-password';
const event = { queueIds: ['queue-1'] };
const answered = { answer: [expect.objectContaining({ queueId: 'queue-1' })] };

describe.skipIf(missing)('a function that is frozen between its invocations', () => {
  let moto: Moto;
  let redis: RedisServer;
  let admin: Redis;
  let genesys: MockGenesys;
  let environment: Record<string, string>;
  let clientSecretArn: string;
  const cleanUp = new AsyncDisposableStack();

  beforeAll(async () => {
    const files = cleanUp.use(tempDir('onetoken-lambda-'));
    const tls = selfSignedTls(files.path);
    moto = cleanUp.use(await startMoto());
    redis = cleanUp.use(await startRedis({ tls, acl: acl() }));
    admin = new Redis(cacheUrl('admin', password, 'localhost', redis.port), {
      tls: { rejectUnauthorized: false },
    });
    cleanUp.defer(() => admin.disconnect());
    genesys = cleanUp.use(await startMockGenesys({ clients: [client], allowShortLives: true }));
    const url = cacheUrl('lambda', password, 'localhost', redis.port);
    clientSecretArn = await secret('genesys-client', {
      'client-id': client.id,
      'client-secret': client.secret,
    });
    environment = {
      ...moto.env,
      ONETOKEN_LOGIN_URL: genesys.loginUrl,
      ONETOKEN_API_URL: genesys.apiUrl,
      ONETOKEN_CLIENT_SECRET_ARN: clientSecretArn,
      ONETOKEN_CACHE_SECRET_ARN: await secret('cache-lambda', { url }),
      NODE_EXTRA_CA_CERTS: tls.caFile,
    };
  });

  beforeEach(async () => {
    await admin.flushall();
    genesys.reset();
    await life(86_400);
  });

  afterAll(() => cleanUp.disposeAsync());

  function acl(): string[] {
    return [
      'user default off',
      `user admin on >${password} ~* &* +@all`,
      `user lambda ${CACHE_ACCESS.replace('on ', `on >${password} `)}`,
    ];
  }

  async function secret(name: string, value: object): Promise<string> {
    const text = JSON.stringify(value);
    const query = ['--query', 'ARN', '--output', 'text'];
    return moto.aws(
      'secretsmanager',
      'create-secret',
      '--name',
      name,
      '--secret-string',
      text,
      ...query,
    );
  }

  /** Puts the client back as it was, with tokens of this life. */
  async function life(seconds: number): Promise<void> {
    await fetch(`${genesys.adminUrl}/__admin/clients/${client.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: client.secret, accessTokenValiditySeconds: seconds }),
    });
  }

  const totals = () => genesys.stats().totals;

  test('many copies, started at once, share one token through the cache', async () => {
    await using copies = new AsyncDisposableStack();
    const all = await Promise.all([1, 2, 3].map(() => LambdaCopy.start(environment)));
    for (const copy of all) copies.use(copy);
    const answers = await Promise.all(all.map((copy) => copy.invoke(event)));
    for (const answer of answers) expect(answer).toEqual(answered);
    expect(totals()).toMatchObject({ tokenRequests: 1, apiOk: 3, api401: 0 });
  });

  test('the next invocation uses what is left of the last one', async () => {
    await using copy = await LambdaCopy.start(environment);
    await copy.invoke(event);
    await delay(200);
    expect(await copy.invoke(event)).toEqual(answered);
    expect(totals()).toMatchObject({ tokenRequests: 1, apiOk: 2 });
    expect(await connectionsOfLambda()).toBeLessThanOrEqual(2); // commands and messages
  });

  test('frozen past the end of its token, it never sends that token again', async () => {
    await life(2);
    await using copy = await LambdaCopy.start(environment);
    await copy.invoke(event);
    await delay(2_500);
    expect(await copy.invoke(event)).toEqual(answered);
    expect(totals()).toMatchObject({ tokenRequests: 2, api401: 0 });
  });

  test('it does not answer while it holds the fleet’s lease', async () => {
    await life(4);
    await using copy = await LambdaCopy.start(environment);
    await copy.invoke(event);
    await delay(2_300); // due, but still valid: the refresh goes on beside the work
    genesys.addFault({ surface: 'login', times: 1, action: { kind: 'latency', ms: 700 } });
    expect(await copy.invoke(event)).toEqual(answered);
    // Frozen now. What it began is finished: nobody has to wait for it.
    expect(totals()).toMatchObject({ tokensIssued: 2, api401: 0 });
    expect(await leases()).toEqual([]);
  });

  test('connections that died unnoticed while it was frozen cost nothing', async () => {
    await using api = await startForgetfulProxy(Number(new URL(genesys.apiUrl).port));
    const through = { ...environment, ONETOKEN_API_URL: `http://127.0.0.1:${api.port}` };
    await using copy = await LambdaCopy.start(through);
    await copy.invoke(event);
    api.forget();
    await admin.client('KILL', 'USER', 'lambda');
    expect(await copy.invoke(event)).toEqual(answered);
    expect(api.resets()).toBe(1);
    expect(totals()).toMatchObject({ tokenRequests: 1, apiOk: 2 });
  });

  test('a cache that was emptied while it was frozen costs nothing as long as its token lives', async () => {
    await using copy = await LambdaCopy.start(environment);
    await copy.invoke(event);
    await admin.flushall();
    expect(await copy.invoke(event)).toEqual(answered);
    expect(totals()).toMatchObject({ tokenRequests: 1 });
  });

  test('a secret that was rotated while it was frozen is found', async () => {
    await using copy = await LambdaCopy.start(environment);
    await copy.invoke(event);
    const path = `${genesys.adminUrl}/__admin/clients/${client.id}/rotate-secret`;
    const rotated = await (await fetch(path, { method: 'POST' })).json();
    const { secret: fresh } = rotated as { secret: string };
    const value = {
      'client-id': client.id,
      'client-secret': client.secret,
      'client-secret-next': fresh,
    };
    await put(value);
    genesys.revoke({ clientId: client.id });
    await delay(2_100); // the entry was read less than two seconds ago
    expect(await copy.invoke(event)).toEqual(answered);
    await put({ 'client-id': client.id, 'client-secret': client.secret });
  });

  test('an event that makes no sense is the caller’s fault, and the next one is served', async () => {
    await using copy = await LambdaCopy.start(environment);
    expect(await copy.invoke({ queues: [] })).toMatchObject({ error: { name: 'ZodError' } });
    expect(await copy.invoke(event)).toEqual(answered);
  });

  test('no secret is in what it writes', async () => {
    await using copy = await LambdaCopy.start({ ...environment, LOG_LEVEL: 'trace' });
    await copy.invoke(event);
    expect(copy.output).toContain('token: token-issued');
    expect(findSecrets(copy.output, { client: client.secret, cache: password })).toEqual([]);
  });

  async function put(value: object): Promise<void> {
    const text = JSON.stringify(value);
    await moto.aws(
      'secretsmanager',
      'put-secret-value',
      '--secret-id',
      clientSecretArn,
      '--secret-string',
      text,
    );
  }

  async function connectionsOfLambda(): Promise<number> {
    const list = String(await admin.client('LIST'));
    return list.split('\n').filter((line) => line.includes('user=lambda')).length;
  }

  async function leases(): Promise<string[]> {
    return (await admin.keys('onetoken:*')).filter((key) => key.includes('lease'));
  }
});
