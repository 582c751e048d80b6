/** Against a real HTTP server that speaks AWS's API (moto), through the AWS SDK; not against AWS. */
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoredSecret } from '../src/stored-secret.ts';
import { type Moto, motoMissing, startMoto } from './support/moto.ts';

const missing = await motoMissing();
if (missing) console.warn(`skipped: ${missing}`);

const value = { 'client-id': 'sample-client', 'client-secret': 'sample-secret-1' };

describe.skipIf(missing)('an entry of Secrets Manager', () => {
  let moto: Moto;
  let client: SecretsManagerClient;
  let arn: string;
  let clock = 0;

  beforeAll(async () => {
    moto = await startMoto();
    client = new SecretsManagerClient({
      endpoint: moto.env['AWS_ENDPOINT_URL'] as string,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'sample-key-id', secretAccessKey: 'sample-access-key' },
    });
  });

  afterAll(async () => {
    client?.destroy();
    await moto?.[Symbol.asyncDispose]();
  });

  async function entry(name: string, text: string): Promise<StoredSecret> {
    const query = ['--query', 'ARN', '--output', 'text'];
    arn = await moto.aws(
      'secretsmanager',
      'create-secret',
      '--name',
      name,
      '--secret-string',
      text,
      ...query,
    );
    return new StoredSecret(client, arn, () => clock);
  }

  const put = (text: string) =>
    moto.aws('secretsmanager', 'put-secret-value', '--secret-id', arn, '--secret-string', text);

  test('yields its fields', async () => {
    const secret = await entry('plain', JSON.stringify(value));
    expect(await secret.field('client-id')).toBe('sample-client');
    expect(await secret.optionalField('client-secret-next')).toBeUndefined();
  });

  test('one read serves the fields of one login; the next login sees a rotation', async () => {
    const secret = await entry('rotated', JSON.stringify(value));
    expect(await secret.field('client-secret')).toBe('sample-secret-1');
    await put(JSON.stringify({ ...value, 'client-secret-next': 'sample-secret-2' }));
    expect(await secret.optionalField('client-secret-next')).toBeUndefined();
    clock += 2_001;
    expect(await secret.optionalField('client-secret-next')).toBe('sample-secret-2');
  });

  test('a field that is not there is named', async () => {
    const secret = await entry('lacking', '{"client-id":"sample-client"}');
    await expect(secret.field('client-secret')).rejects.toThrow('has no field client-secret');
  });

  test('an entry that cannot be read is named, and is read again at the next call', async () => {
    const secret = new StoredSecret(client, 'later', () => clock);
    await expect(secret.field('url')).rejects.toThrow('later cannot be read (ResourceNotFound');
    await entry('later', '{"url":"sample-url"}');
    expect(await secret.field('url')).toBe('sample-url');
  });

  test('an entry that is no JSON is refused without being quoted', async () => {
    const secret = await entry('text', 'sample-secret-3');
    const error = await secret.field('url').catch((reason: Error) => reason);
    expect(String(error)).toContain('is not a JSON object');
    expect(String(error)).not.toContain('sample-secret-3');
  });
});
