import { createFetch } from '../client/fetch.ts';
import { PermissionsError, PermissionsUnknownError } from '../errors/index.ts';
import type { TokenProvider } from '../ports/provider.ts';
import {
  checkRequiredPermissions,
  comparePermissions,
  type Permission,
  type PermissionReport,
} from './permission.ts';
import { parseSubject, SUBJECT_PATH } from './subject.ts';

export interface PermissionOptions {
  /**
   * All permissions that the service needs, such as `['routing:queue:view']`. `*` is a `TypeError`.
   * The documentation of an endpoint at developer.genesys.cloud names its permission.
   */
  readonly requiredPermissions: readonly Permission[];
  /** Refuses a client with more permissions than required. @default false */
  readonly strictPermissions?: boolean | undefined;
  /** Ends the wait. @default 10 s */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the permissions of the client from the API once, and compares them with the required ones.
 * Call it when a service starts, to find a missing permission before the first call that needs it.
 * @returns the result; `verdict` is `ok`, or `broad` for a client with more permissions than required
 * @throws {TypeError} for a `*` or a malformed permission
 * @throws {PermissionsError} when one is missing, or with `strictPermissions` when there are too many
 * @throws {PermissionsUnknownError} when the API did not return them
 * @throws {OnetokenError} when there is no token
 */
export async function checkPermissions(
  provider: TokenProvider,
  options: PermissionOptions,
): Promise<PermissionReport> {
  const required = checkRequiredPermissions(options.requiredPermissions);
  const { signal = AbortSignal.timeout(10_000), strictPermissions = false } = options;
  const { status, body } = await ask(provider, signal);
  const granted = status === 200 ? parseSubject(body) : undefined;
  if (!granted) throw new PermissionsUnknownError(`HTTP ${status}`);
  const report = comparePermissions(required, granted);
  const isRefused = report.verdict === 'missing' || (strictPermissions && report.verdict !== 'ok');
  if (isRefused) throw new PermissionsError(report.missing, report.broader);
  return report;
}

async function ask(
  provider: TokenProvider,
  signal: AbortSignal,
): Promise<{ status: number; body: string }> {
  const call = createFetch({ provider });
  // Errors of the provider are safe to pass on; errors of the network may contain the request.
  await provider.getAccessToken({ signal });
  try {
    const response = await call(SUBJECT_PATH, { signal });
    return { status: response.status, body: await response.text() };
  } catch {
    throw new PermissionsUnknownError(signal.aborted ? 'timeout' : 'network error');
  }
}
