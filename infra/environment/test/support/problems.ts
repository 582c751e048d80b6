import { ConfigurationError } from '@onetoken/infra-configuration';
import { parseSettings } from '../../src/parse-settings.ts';
import { PROJECT } from '../../src/stack-file.ts';

/** Settings of a stack that is configured right. */
export const valid = {
  genesys: {
    region: 'mypurecloud.ie',
    permissions: ['routing:queue:view'],
    client: { existingSecret: 'genesys-client' },
  },
  services: { wallboard: { image: 'registry.example.com/wallboard:1.0.0' } },
};

/** The same for the stack `local`. */
export const local = {
  mock: { image: 'mock:1' },
  services: { wallboard: { image: 'wallboard:1' } },
};

export type Values = Readonly<Record<string, unknown>>;

/** The settings with another wallboard. */
export const withWallboard = (change: Values) => ({
  ...valid,
  services: { wallboard: { ...valid.services.wallboard, ...change } },
});

export function parse(stack: string, values: Values, encrypted: readonly string[] = []) {
  const config = Object.entries(values).map(([key, value]) => [
    `${PROJECT}:${key}`,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const secretKeys = encrypted.map((key) => `${PROJECT}:${key}`);
  return parseSettings({ project: PROJECT, stack, config: Object.fromEntries(config), secretKeys });
}

/** Everything that is wrong, as the user reads it. */
export function problems(stack: string, values: Values, encrypted: readonly string[] = []) {
  try {
    parse(stack, values, encrypted);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** The settings with another `genesys`. */
export const genesys = (change: Values) => ({ ...valid, genesys: { ...valid.genesys, ...change } });
