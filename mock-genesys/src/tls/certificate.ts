import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ConfigurationError } from '../config/parse-options.ts';
import type { TlsSettings } from '../config/tls-settings.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Loads the given certificate, or creates one for `domains`, localhost and the loopback addresses. */
export async function certificateOf(
  settings: TlsSettings,
  domains: readonly string[],
): Promise<Certificate> {
  if (settings === true) return generate(domains);
  if ('cert' in settings) return usable(settings, 'tls.cert and tls.key');
  const [cert, key] = await Promise.all([read(settings.certFile), read(settings.keyFile)]);
  return usable({ cert, key }, `${settings.certFile} and ${settings.keyFile}`);
}

function usable(certificate: Certificate, source: string): Certificate {
  try {
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    const reason = (error as Error).message;
    throw new ConfigurationError(
      `${source}: not a PEM certificate with a matching key (${reason})`,
    );
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${file}: cannot be read (${(error as { code?: string }).code})`);
  }
}

async function generate(domains: readonly string[]): Promise<Certificate> {
  // Loaded on demand: most mocks use plain http, and start faster without it.
  const { generate: selfSign } = await import('selfsigned');
  const hosts = ['localhost', ...domains].flatMap((host) => [host, `login.${host}`, `api.${host}`]);
  const pem = await selfSign([{ name: 'commonName', value: 'mock-genesys' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + CERTIFICATE_LIFE_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...hosts.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { cert: pem.cert, key: pem.private };
}

const CERTIFICATE_LIFE_MS = 30 * 86_400_000;
