import { missing, type Platform } from './aws-stack.ts';

type Values = Readonly<Record<string, unknown>>;

/** Services by their key in the configuration; by their name they are known in AWS. */
const SERVICES = { wallboard: 'wallboard', crmSync: 'crm-sync' } as const;

const DEFAULT_STORE = 'aws-secrets-manager';

/** The settings with what AWS adds to them, and what it should and does not. */
export interface Resolved {
  readonly values: Values;
  readonly problems: readonly string[];
}

/**
 * Puts the outputs of the AWS stack where the settings refer to them: the cache, `{ awsSecret: key }`
 * and a service's `version`. Pure.
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
  const services = Object.entries(SERVICES).filter(([key]) => rest[key] !== undefined);
  const users = services.map(([, name]) => [name, secret(`cache-${name}`)]);
  const images = services.map(([key, name]) => [
    key,
    withImage(rest[key] as Values, () => look('repositoryUrls', name)),
  ]);
  const all = { ...rest, ...Object.fromEntries(images) };
  const resolved = withSecrets(all, secret) as Values;
  return { values: { ...resolved, cache: cacheOf(platform, Object.fromEntries(users)) }, problems };
}

function cacheOf(platform: Platform, users: Values): Values {
  const { cacheEndpoint, cachePort, privateSubnetCidrs } = platform;
  const at = { endpoint: cacheEndpoint, port: cachePort, cidrs: privateSubnetCidrs };
  return { kind: 'external', ...at, users };
}

/** `version: 1.0.0` is that tag in the service's own repository; an image that is named stays. */
function withImage(service: Values, repository: () => string): Values {
  const { version, ...rest } = service;
  if (version === undefined || rest['image'] !== undefined) return service;
  return { ...rest, image: `${repository()}:${version}` };
}

/** Replaces each `{ awsSecret: key }`, however deep. */
function withSecrets(value: unknown, secret: (key: string) => object): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'awsSecret') return secret(String(first[1]));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withSecrets(inner, secret)]));
}
