import type { Environment } from '../environment/reader.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import { undiciSend } from '../ports/send.ts';
import { checkPermissionsOf, checkToken, type PermissionDemand } from './api-checks.ts';
import type { Check } from './check.ts';
import {
  type Configuration,
  checkEncryption,
  checkRegion,
  readConfiguration,
} from './configuration.ts';
import { checkLogin } from './login-checks.ts';
import { checkRedis } from './redis-checks.ts';

export interface Examination extends PermissionDemand {
  readonly environment: Environment;
  readonly clock?: Clock;
}

/** Runs all checks, and yields each result at once. Wrong settings end it: everything else depends on them. */
export async function* examine(examination: Examination): AsyncGenerator<Check> {
  const { environment, clock = systemClock } = examination;
  const configuration = await readConfiguration(environment, clock);
  if (!('scope' in configuration)) {
    yield* configuration;
    return;
  }
  yield checkRegion(configuration);
  yield checkEncryption(configuration);
  yield* examineGenesys(configuration, { ...examination, clock });
  yield* await checkRedis(configuration);
}

async function* examineGenesys(
  configuration: Configuration,
  { clock, ...demand }: PermissionDemand & { readonly clock: Clock },
): AsyncGenerator<Check> {
  const http = undiciSend();
  const { checks, accessToken } = await checkLogin(configuration, { clock, send: http.send });
  await http.close();
  yield* checks;
  if (accessToken === undefined) return;
  const access = { api: configuration.endpoints.api, accessToken };
  const token = await checkToken(access);
  yield token;
  if (token.outcome !== 'ok' || demand.requiredPermissions.length === 0) return;
  yield await checkPermissionsOf(access, demand);
}
