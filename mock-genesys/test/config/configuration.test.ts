import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseOptions } from '../../src/config/parse-options.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-genesys-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(text: string, name = 'config.yaml'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test('a YAML file sets any option of the library', async () => {
  const config = await file(`
login: { throttleForm: '429' }
limits: { loginPerClient: { limit: 5, algorithm: sliding-window } }
clients: [{ id: a, secret: sample-secret, accessTokenValiditySeconds: 600 }]
`);
  const settings = parseOptions(await readConfiguration({ config }, {}));
  expect(settings).toMatchObject({
    login: { throttleForm: '429', credentialsInBody: false },
    limits: { loginPerClient: { limit: 5, windowMs: 60_000 }, apiPerToken: { limit: 300 } },
    clients: [{ id: 'a', state: 'active' }],
  });
});

test('an error names the file and the line of the wrong value, and not the value', async () => {
  const config = await file('host: 127.0.0.1\nlogin:\n  throttleForm: hush\nport: -1\n');
  await expect(readConfiguration({ config }, {})).rejects.toThrow(
    new RegExp(`${config}:4: port: .*\n${config}:3: login\\.throttleForm: .*`),
  );
  await expect(readConfiguration({ config }, {})).rejects.not.toThrow(/hush/);
});

test('an unknown key and broken syntax are errors with a line, too', async () => {
  const unknown = await file(
    'host: a\nlimits:\n  apiPerToken: 1\n  loginPerMoon: 3\nx:\n  y: 1\nz: 1\n',
  );
  await expect(readConfiguration({ config: unknown }, {})).rejects.toThrow(
    /:4: .*"loginPerMoon"\n.*:5: .*"x"\n.*:7: .*"z"$/,
  );
  const broken = await file('host: a\nport: [1\n');
  await expect(readConfiguration({ config: broken }, {})).rejects.toThrow(/:3: /);
  const alias = await file('clients: *nobody\n');
  await expect(readConfiguration({ config: alias }, {})).rejects.toThrow(`${alias}: `);
});

test('clients come from file, list and environment together', async () => {
  const clientsFile = await file('# sample\nb:sample-secret-b\n\nc:with:colon\n', 'clients');
  const config = await file('clients: [{ id: a, secret: sample-secret-a }]');
  const env = { MOCK_GENESYS_CLIENTS: 'd:sample-secret-d' };
  const { clients } = await readConfiguration({ config, clientsFile, tokenLife: 600 }, env);
  expect(clients).toEqual([
    { id: 'a', secret: 'sample-secret-a', accessTokenValiditySeconds: 600 },
    { id: 'b', secret: 'sample-secret-b', accessTokenValiditySeconds: 600 },
    { id: 'c', secret: 'with:colon', accessTokenValiditySeconds: 600 },
    { id: 'd', secret: 'sample-secret-d', accessTokenValiditySeconds: 600 },
  ]);
});

test('a malformed pair is an error that does not repeat it', async () => {
  const env = { MOCK_GENESYS_CLIENTS: 'a:sample-secret,no-colon-secret' };
  const read = readConfiguration({}, env);
  await expect(read).rejects.toThrow('MOCK_GENESYS_CLIENTS, entry 2: expected id:secret');
});

test('without clients there is one sample client', async () => {
  const { clients } = await readConfiguration({}, {});
  expect(clients).toEqual([{ id: 'mock-client', secret: 'mock-secret-not-real' }]);
});

test('a file that cannot be read is an error with its name', async () => {
  const config = join(folder, 'none.yaml');
  await expect(readConfiguration({ config }, {})).rejects.toThrow(`${config}: cannot be read`);
});

test('the library refuses wrong options with their names', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what a caller without types may pass
  const wrong = { limits: { loginPerClient: -1 }, nonsense: true } as any;
  expect(() => parseOptions(wrong)).toThrow(/limits\.loginPerClient/);
  expect(() => parseOptions(wrong)).toThrow(/nonsense/);
});
