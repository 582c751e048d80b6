import { type Clock, systemClock } from '../ports/clock.ts';
import { undiciSend } from '../ports/send.ts';
import { checkPermissionsOf, checkToken, type Demand } from './api-checks.ts';
import type { Check } from './check.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { checkLogin } from './login-checks.ts';
import { checkRedis } from './redis-checks.ts';
import { checkEncryption, checkPlace } from './settings-checks.ts';
import type { Environment } from './variables.ts';

export interface Examination extends Demand {
  readonly environment: Environment;
  readonly clock?: Clock;
}

/** Runs all checks, and tells of each as soon as it is done. Wrong settings end it: all else follows from them. */
export async function* examine(examination: Examination): AsyncGenerator<Check> {
  const read = readConfiguration(examination.environment);
  if ('problems' in read) {
    yield* read.problems;
    return;
  }
  const { configuration } = read;
  yield checkPlace(configuration);
  yield checkEncryption(configuration);
  yield* examineGenesys(configuration, examination);
  yield* await checkRedis(configuration);
}

async function* examineGenesys(
  configuration: Configuration,
  { clock = systemClock, ...demand }: Examination,
): AsyncGenerator<Check> {
  const http = undiciSend();
  const { checks, accessToken } = await checkLogin(configuration, { clock, send: http.send });
  await http.close();
  yield* checks;
  if (accessToken === undefined) return;
  const access = { api: configuration.place.endpoints.api, accessToken };
  const token = await checkToken(access);
  yield token;
  if (token.outcome !== 'ok' || demand.requiredPermissions.length === 0) return;
  yield await checkPermissionsOf(access, demand);
}
