import { join, resolve } from 'node:path';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { CredentialStore, TokenStore } from '../../ports/store.ts';
import { DocumentCredentialStore } from '../document/credential-store.ts';
import { DocumentFile } from './document-file.ts';

export interface FileStoreOptions {
  /**
   * A folder on a local disk that belongs to the user of this process alone (mode 0700). It is
   * created if it is missing. A relative path starts at the working directory.
   */
  readonly directory: string;
  /** @default the clock of this host, which all its processes share */
  readonly clock?: Clock | undefined;
}

const SCOPE = /^[\w-]{1,64}$/;

/**
 * A store for the processes of one host: cron jobs and commands, a new process each time. It needs
 * no server, keeps nothing open, and survives `kill -9` of any process at any moment.
 *
 * Time is the wall clock of the host. If it is set back, leases and cool-downs end and tokens stay
 * valid; if it is set forward, all end early. Either costs one token request at most.
 *
 * @throws TypeError without a directory, and on Windows, which has no modes for private files
 */
export function fileStore(options: FileStoreOptions): TokenStore {
  const { directory, clock = systemClock } = options;
  if (typeof directory !== 'string' || directory === '') {
    throw new TypeError('fileStore: directory must be the path of a folder');
  }
  if (!process.geteuid) {
    throw new TypeError('fileStore needs a POSIX host: only there a file can be made private');
  }
  const root = resolve(directory);
  return {
    open(scope): CredentialStore {
      if (!SCOPE.test(scope)) throw new TypeError('fileStore: scope must be base64url');
      return new DocumentCredentialStore(new DocumentFile(join(root, scope), clock));
    },
  };
}
