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
   * All that the service calls, such as `['routing:queue:view']`. `*` is a `TypeError`. Which
   * permission an endpoint asks for stands in its documentation at developer.genesys.cloud.
   */
  readonly requiredPermissions: readonly Permission[];
  /** Refuses a client that may do more than it has to. @default false */
  readonly strictPermissions?: boolean | undefined;
  /** Ends the wait. @default 10 s */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the API once what the client may do, and compares it with what it has to. For the start of
 * a service, where a missing permission is better met than in the first call that needs it.
 * @returns what it found; `verdict` is `ok`, or `broad` for a client that may do more than it has to
 * @throws {TypeError} for a `*` or a malformed permission
 * @throws {PermissionsError} when one is missing, or with `strictPermissions` when there are too many
 * @throws {PermissionsUnknownError} when the API did not tell
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
  // Provider errors say what is wrong by themselves; those of the network may carry the request.
  await provider.getAccessToken({ signal });
  try {
    const response = await call(SUBJECT_PATH, { signal });
    return { status: response.status, body: await response.text() };
  } catch {
    throw new PermissionsUnknownError(signal.aborted ? 'timeout' : 'network error');
  }
}
