import { get } from 'node:https';
import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { certificateOf } from '../../src/tls/certificate.ts';

/** The status of a GET that trusts `ca` alone. */
function statusOf(url: string, ca: string | undefined, servername: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`${url}/api/v2/tokens/me`, { ca: ca ?? [], servername, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).once('error', reject);
  });
}

test('a certificate made at start is trusted for localhost and for the hosts served', async () => {
  await using mock = await startMockGenesys({
    tls: true,
    regions: [{ domain: 'mypurecloud.ie' }, { domain: 'mypurecloud.de', port: 0 }],
  });
  expect(mock.loginUrl).toMatch(/^https:/);
  expect(mock.adminUrl).toMatch(/^http:/);
  for (const host of ['localhost', 'login.localhost', 'api.mypurecloud.ie']) {
    expect(await statusOf(mock.apiUrl, mock.certificate, host)).toBe(401);
  }
  const other = mock.regionUrls['mypurecloud.de'] ?? '';
  expect(await statusOf(other, mock.certificate, 'login.mypurecloud.de')).toBe(401);
  await expect(statusOf(mock.apiUrl, mock.certificate, 'example.com')).rejects.toThrow(/altnames/);
  await expect(statusOf(mock.apiUrl, undefined, 'localhost')).rejects.toThrow(/self-signed/);
});

test('a given certificate is served as it is', async () => {
  const { cert, key } = await certificateOf(true, []);
  await using mock = await startMockGenesys({ tls: { cert, key } });
  expect(mock.certificate).toBe(cert);
  expect(await statusOf(mock.apiUrl, cert, 'localhost')).toBe(401);
});

test('a certificate that is none is an error of the configuration', async () => {
  const tls = { cert: 'no certificate', key: 'sample key' };
  const starting = startMockGenesys({ tls });
  await expect(starting).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: /tls\.cert/,
  });
  await expect(starting).rejects.not.toThrow(/sample key/);
});

test.each(['before', 'after'] as const)('a reset %s the work resets TLS, too', async (when) => {
  await using mock = await startMockGenesys({ tls: true });
  mock.addFault({ times: 1, action: { kind: 'reset', when } });
  const status = statusOf(mock.apiUrl, mock.certificate, 'localhost');
  await expect(status).rejects.toMatchObject({ code: 'ECONNRESET' });
});
