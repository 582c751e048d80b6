import { missing, type Platform } from './aws-stack.ts';

type Values = Readonly<Record<string, unknown>>;

const DEFAULT_STORE = 'aws-secrets-manager';

/** The settings together with what AWS adds to them, and what AWS should add but does not. */
export interface Resolved {
  readonly values: Values;
  readonly problems: readonly string[];
}

/**
 * Puts the outputs of the AWS stack where the settings refer to them: the cache with a user for each service,
 * `{ awsSecret: key }` and a service's `version`. Pure.
 */
export function fromAws(values: Values, platform: Platform): Resolved {
  const { awsStack: _, secretStore: store = DEFAULT_STORE, ...rest } = values;
  if (rest['cache'] !== undefined) {
    return { values: rest, problems: ['cache and awsStack exclude each other: remove one.'] };
  }
  const problems: string[] = [];
  const look = (output: 'secretArns' | 'repositoryUrls', key: string): string => {
    const value = platform[output][key];
    if (value === undefined) problems.push(missing(platform.name, `${output}.${key}`));
    return value ?? '';
  };
  const secret = (key: string) => ({ externalSecret: { store, key: look('secretArns', key) } });
  const service = (name: string, own: Values) => ({
    cacheUser: own['cacheUser'] ?? secret(`cache-${name}`),
    ...withImage(own, () => look('repositoryUrls', name)),
  });
  const all = {
    ...rest,
    cache: cacheOf(platform),
    services: mapObjects(rest['services'], service),
  };
  return { values: withSecrets(all, secret) as Values, problems };
}

function cacheOf({ cacheEndpoint, cachePort, privateSubnetCidrs }: Platform): Values {
  const at = { endpoint: cacheEndpoint, port: cachePort, cidrs: privateSubnetCidrs };
  return { kind: 'external', ...at };
}

/** `version: 1.0.0` means that tag in the service's repository; an explicit image stays. */
function withImage(service: Values, repository: () => string): Values {
  const { version, ...rest } = service;
  if (version === undefined || rest['image'] !== undefined) return service;
  return { ...rest, image: `${repository()}:${version}` };
}

/** Applies `change` to each entry that is an object; the schema reports anything else. */
function mapObjects(map: unknown, change: (name: string, entry: Values) => Values): unknown {
  if (!isObject(map)) return map;
  const entries = Object.entries(map);
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, isObject(entry) ? change(name, entry) : entry]),
  );
}

/** Replaces each `{ awsSecret: key }` at any depth. */
function withSecrets(value: unknown, secret: (key: string) => object): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'awsSecret') return secret(String(first[1]));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withSecrets(inner, secret)]));
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
