import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { connect } from '../src/connect.ts';
import { readSettings } from '../src/settings.ts';

test('a Secrets Manager that never answers is told from a function that takes long', async () => {
  const open = new Set<Socket>();
  const silent = createServer((socket) => open.add(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'sample-key-id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'sample-access-key');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  const settings = readSettings({
    GENESYSCLOUD_REGION: 'mypurecloud.ie',
    ONETOKEN_CLIENT_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:client',
  });
  const connected = connect(settings, () => undefined);
  await expect(connected).rejects.toThrow(/secret:client cannot be read \(TimeoutError\)/);
  for (const socket of open) socket.destroy();
  silent.close();
});
