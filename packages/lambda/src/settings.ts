import {
  type Environment,
  type EnvironmentReader,
  type RegionSettings,
  readEnvironment,
  readRegionSettings,
} from '@onetoken/auth/environment';

export interface LambdaSettings extends RegionSettings {
  /** Entry in Secrets Manager with `client-id`, `client-secret` and, during a rotation, `client-secret-next`. */
  readonly clientSecretArn: string;
  /** Entry with the `url` of the cache. Without it every copy of the function requests its own token. */
  readonly cacheSecretArn: string | undefined;
  readonly logLevel: string;
}

/**
 * Reads the function's settings from environment variables.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export function readSettings(environment: Environment): LambdaSettings {
  return readEnvironment(environment, (variables) => ({
    ...readRegionSettings(variables),
    clientSecretArn: readClientSecretArn(variables),
    cacheSecretArn: readArn(variables, 'ONETOKEN_CACHE_SECRET_ARN'),
    logLevel: variables.text('LOG_LEVEL') ?? 'info',
  }));
}

const CLIENT = 'ONETOKEN_CLIENT_SECRET_ARN';

function readClientSecretArn(variables: EnvironmentReader): string {
  const arn = readArn(variables, CLIENT);
  if (arn === undefined) {
    variables.reject(CLIENT, 'is missing: set it to the ARN of the secret of the OAuth client');
  }
  return arn ?? '';
}

function readArn(variables: EnvironmentReader, variable: string): string | undefined {
  const arn = variables.text(variable);
  // Not quoted: it may be the secret itself.
  if (arn?.startsWith('arn:') === false) variables.reject(variable, 'must be the ARN of a secret');
  return arn;
}
