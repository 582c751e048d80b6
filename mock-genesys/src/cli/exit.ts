import { ConfigurationError } from '../config/parse-options.ts';

/** sysexits(3): wrong usage or configuration. */
export const EXIT_USAGE = 64;
/** sysexits(3): a required resource, here a port, is not available. */
export const EXIT_UNAVAILABLE = 69;

interface ListenError {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
}

const CANNOT_LISTEN: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; stop the process that listens there or choose another port',
  EACCES: 'needs more rights; choose a port above 1023',
  EADDRNOTAVAIL: 'is not an address of this machine',
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof RangeError) return EXIT_USAGE;
  return cannotListen(error) ? EXIT_UNAVAILABLE : 1;
}

export function messageOf(error: unknown): string {
  return cannotListen(error) ?? (error instanceof Error ? error.message : String(error));
}

function cannotListen(error: unknown): string | undefined {
  const { code, address, port } = (error ?? {}) as ListenError;
  const reason = CANNOT_LISTEN[code ?? ''];
  return reason && `${address ?? 'address'}:${port ?? '?'} ${reason}`;
}
