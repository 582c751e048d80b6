import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface TlsFiles {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * A certificate, valid for a day, made by openssl in the given folder.
 * @param names its subject alternative names
 */
export function selfSignedTls(dir: string, names = 'DNS:localhost,IP:127.0.0.1'): TlsFiles {
  const certFile = join(dir, 'cert.pem');
  const keyFile = join(dir, 'key.pem');
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${names}`];
  const files = ['-days', '1', '-keyout', keyFile, '-out', certFile];
  execFileSync('openssl', ['req', '-x509', ...newKey, ...subject, ...files], { stdio: 'pipe' });
  return { caFile: certFile, certFile, keyFile };
}
