import { type Dispatcher, request } from 'undici';
import type { Permission } from '../permissions/permission.ts';
import { comparePermissions } from '../permissions/permission.ts';
import { parseSubject, SUBJECT_PATH } from '../permissions/subject.ts';
import type { Check } from './check.ts';

export interface ApiAccess {
  /** Base of the API. */
  readonly api: string;
  readonly accessToken: string;
}

/** The permissions that a client needs. */
export interface PermissionDemand {
  readonly requiredPermissions: readonly Permission[];
  readonly strictPermissions: boolean;
}

const DEADLINE_MS = 10_000;

/** Whether the API accepts the token that the login issued. */
export async function checkToken(access: ApiAccess): Promise<Check> {
  const answer = await call(access, 'HEAD', '/api/v2/tokens/me');
  if (answer === undefined) return silentApi('token', access.api);
  const { status } = answer;
  if (status === 200) {
    return { name: 'token', outcome: 'ok', message: `the API at ${access.api} accepts it` };
  }
  if (status === 429) {
    const message = 'the API is throttling this client; its token could not be checked';
    return { name: 'token', outcome: 'unknown', message, advice: 'Wait a minute.' };
  }
  if (status >= 500) return silentApi('token', access.api, status);
  const isRefused = status === 401;
  return {
    name: 'token',
    outcome: 'failed',
    message: isRefused
      ? `the API at ${access.api} refuses a token that the login has just issued`
      : `no API of Genesys Cloud answers at ${access.api} (HTTP ${status})`,
    advice: isRefused
      ? 'Check that the OAuth client is active, and that login and API are of one region.'
      : 'Check the address, and that no proxy answers instead.',
  };
}

/** Whether the client has the permissions it needs, and no more. */
export async function checkPermissionsOf(
  access: ApiAccess,
  demand: PermissionDemand,
): Promise<Check> {
  const name = 'permissions';
  const answer = await call(access, 'GET', SUBJECT_PATH);
  if (answer === undefined) return silentApi(name, access.api);
  const granted = answer.status === 200 ? parseSubject(answer.body) : undefined;
  if (!granted) {
    const message = `the API did not return the permissions of the client (HTTP ${answer.status})`;
    return { name, outcome: 'unknown', message };
  }
  const { verdict, missing, broader } = comparePermissions(demand.requiredPermissions, granted);
  if (verdict === 'ok') return { name, outcome: 'ok', message: 'exactly those required' };
  if (verdict === 'missing') {
    const message = `the client lacks ${missing.join(', ')}`;
    return { name, outcome: 'failed', message, advice: 'Give it a role that grants this.' };
  }
  return {
    name,
    outcome: demand.strictPermissions ? 'failed' : 'warn',
    message: `the client has permissions that it does not need: ${broader.join(', ')}`,
    advice: 'Give it a role that grants only what is required, and no other role.',
  };
}

function silentApi(name: 'token' | 'permissions', api: string, status?: number): Check {
  return {
    name,
    outcome: 'failed',
    cause: 'unavailable',
    message: `the API at ${api} did not answer${status === undefined ? '' : ` (HTTP ${status})`}`,
    advice: 'Check name resolution, proxy and firewall from this machine.',
  };
}

/** One call without redirects and retries. Errors of undici are dropped: they may hold the token. */
async function call(
  { api, accessToken }: ApiAccess,
  method: Dispatcher.HttpMethod,
  path: string,
): Promise<{ status: number; body: string } | undefined> {
  try {
    const { statusCode, body } = await request(`${api}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      signal: AbortSignal.timeout(DEADLINE_MS),
      reset: true,
    });
    return { status: statusCode, body: await body.text() };
  } catch {
    return undefined;
  }
}
