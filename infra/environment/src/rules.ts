import type { GivenSecrets } from './given-secrets.ts';
import { isRegion, regionOfHost } from './regions.ts';
import { type Service, servicesOf } from './services.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stack.ts';

/** What one setting alone cannot say: every rule over several of them, and over the stack. */
export function brokenRules(settings: Settings, stage: Stage, secrets: GivenSecrets): string[] {
  return [
    ...genesysRules(settings, stage),
    ...permissionRules(settings),
    ...clientRules(settings, secrets),
    ...cacheRules(settings),
    ...serviceRules(settings, stage),
    ...databaseRules(settings, stage),
    ...loadTestRules(settings),
  ];
}

function genesysRules({ genesys, mock }: Settings, stage: Stage): string[] {
  if (mock && stage !== 'local') return ['mock is for the stack local only.'];
  if (mock) return genesys ? ['genesys and mock exclude each other: remove one.'] : [];
  const { region, endpoints } = genesys ?? {};
  if (region && endpoints) {
    return ['genesys.region and genesys.endpoints exclude each other: remove one.'];
  }
  if (endpoints) return endpointRules(endpoints);
  if (!region) return ['genesys.region is missing, such as mypurecloud.ie or eu-west-1.'];
  return isRegion(region)
    ? []
    : [
        `genesys.region: "${region}" is no Genesys Cloud region, such as mypurecloud.ie or eu-west-1.`,
      ];
}

function endpointRules(endpoints: { login: string; api: string }): string[] {
  const [login, api] = [new URL(endpoints.login), new URL(endpoints.api)];
  if (login.protocol !== 'https:' || api.protocol !== 'https:') {
    return ['genesys.endpoints: login and api must both be https addresses.'];
  }
  const [loginRegion, apiRegion] = [regionOfHost(login.hostname), regionOfHost(api.hostname)];
  return loginRegion === apiRegion
    ? []
    : [
        `genesys.endpoints: login host ${login.hostname} and API host ${api.hostname} are not of one region.`,
      ];
}

/** Such as `routing:queue:view`. */
const PERMISSION = /^[a-zA-Z]+:[a-zA-Z]+:[a-zA-Z]+$/;

function permissionRules({ genesys }: Settings): string[] {
  if (!genesys) return [];
  const wild = [...genesys.permissions, ...(genesys.scopes ?? [])].filter((p) => p.includes('*'));
  const malformed = genesys.permissions.filter((p) => !p.includes('*') && !PERMISSION.test(p));
  return [
    ...wild.map((p) => `genesys: "${p}" grants more than is needed; name each permission.`),
    ...malformed.map((p) => `genesys.permissions: "${p}" is not of the form domain:entity:action.`),
    ...(genesys.scopes
      ? ['genesys.scopes do not apply to client credentials; list genesys.permissions instead.']
      : []),
    ...(genesys.permissions.length === 0
      ? ['genesys.permissions is empty; list what the OAuth client may do.']
      : []),
  ];
}

const CLIENT = ['genesysClientId', 'genesysClientSecret'] as const;

function clientRules({ genesys, mock }: Settings, secrets: GivenSecrets): string[] {
  const plain = ([...CLIENT, 'kubeconfig'] as const).filter((key) => secrets[key] === 'plain');
  const missing = CLIENT.filter((key) => secrets[key] === 'missing');
  const given = CLIENT.filter((key) => secrets[key] !== 'missing');
  const problems = plain.map(
    (key) => `${key} is in plain text; use: pulumi config set --secret ${key}.`,
  );
  if (genesys?.client || mock) {
    const instead = mock ? 'mock' : 'genesys.client';
    return [...problems, ...given.map((key) => `${key} and ${instead} exclude each other.`)];
  }
  return [
    ...problems,
    ...missing.map(
      (key) => `${key} is missing; set genesys.client or: pulumi config set --secret ${key}.`,
    ),
  ];
}

function cacheRules(settings: Settings): string[] {
  const { users } = settings.cache;
  if (!users) return [];
  return servicesOf(settings)
    .filter(({ name }) => !users[name])
    .map(({ name }) => `cache.users.${name} is missing: each service needs a user of its own.`);
}

/** Variables that this program sets itself, and names that promise a secret. */
const RESERVED =
  /^(GENESYSCLOUD_|REDIS_|ONETOKEN_(?!API_LIMIT)|DATABASE_URL|PAGERDUTY_ROUTING|HOST$|PORT$)/;
const SECRET_NAME = /SECRET|PASSWORD|TOKEN$|API_KEY|PRIVATE/;

function serviceRules(settings: Settings, stage: Stage): string[] {
  const { wallboard } = settings;
  const { min } = wallboard.replicas;
  return [
    ...servicesOf(settings).flatMap(({ key, service }) => [
      ...replicaRules(key, service.replicas),
      ...environmentRules(key, service.environment),
    ]),
    ...(stage === 'production' && min < 2
      ? [`wallboard.replicas.min is ${min}; production needs at least 2.`]
      : []),
  ];
}

function replicaRules(key: string, { min, max }: Service['replicas']): string[] {
  return min > max ? [`${key}.replicas: min ${min} is greater than max ${max}.`] : [];
}

function environmentRules(key: string, environment: Service['environment']): string[] {
  const names = Object.keys(environment);
  return [
    ...names
      .filter((name) => RESERVED.test(name))
      .map((name) => `${key}.environment.${name} is set by the program; remove it.`),
    ...names
      .filter((name) => !RESERVED.test(name) && SECRET_NAME.test(name))
      .map((name) => `${key}.environment.${name} looks like a secret; mount it as a file.`),
  ];
}

function databaseRules({ crmSync }: Settings, stage: Stage): string[] {
  if (!crmSync || crmSync.database || stage === 'local') return [];
  return ['crmSync.database is missing: what it copies would end with its pod.'];
}

function loadTestRules({ loadTest, mock }: Settings): string[] {
  if (!loadTest) return [];
  return [
    ...(mock ? [] : ['loadTest needs the mock: it must never load a real region.']),
    ...(loadTest.runners > 1 && !loadTest.operatorNamespace
      ? ['loadTest.runners above 1 needs k6-operator: set loadTest.operatorNamespace.']
      : []),
  ];
}
