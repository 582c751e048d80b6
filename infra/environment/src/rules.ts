import type { GivenSecrets } from './given-secrets.ts';
import { isRegion, regionOfHost } from './regions.ts';
import { serviceRules } from './service-rules.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stack.ts';

/** Checks that need several settings at once, or the kind of stack; one sentence for each thing that is wrong. */
export function brokenRules(settings: Settings, stage: Stage, secrets: GivenSecrets): string[] {
  return [
    ...genesysRules(settings, stage),
    ...permissionRules(settings),
    ...clientRules(settings, secrets),
    ...serviceRules(settings, stage),
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
        `genesys.region: "${region}" is not a Genesys Cloud region, such as mypurecloud.ie or eu-west-1.`,
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
        `genesys.endpoints: login host ${login.hostname} and API host ${api.hostname} do not belong to the same region.`,
      ];
}

/** Such as `routing:queue:view`. */
const PERMISSION = /^[a-zA-Z]+:[a-zA-Z]+:[a-zA-Z]+$/;

function permissionRules({ genesys }: Settings): string[] {
  if (!genesys) return [];
  const wild = [...genesys.permissions, ...(genesys.scopes ?? [])].filter((p) => p.includes('*'));
  const malformed = genesys.permissions.filter((p) => !p.includes('*') && !PERMISSION.test(p));
  return [
    ...wild.map((p) => `genesys: "${p}" grants more than needed; name each permission.`),
    ...malformed.map(
      (p) => `genesys.permissions: "${p}" does not have the form domain:entity:action.`,
    ),
    ...(genesys.scopes
      ? ['genesys.scopes do not apply to client credentials; list genesys.permissions instead.']
      : []),
    ...(genesys.permissions.length === 0
      ? ['genesys.permissions is empty; list the permissions of the OAuth client.']
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

function loadTestRules({ loadTest, mock, services }: Settings): string[] {
  if (!loadTest) return [];
  return [
    ...(mock ? [] : ['loadTest needs the mock: a load test must never run against a real region.']),
    ...(services[loadTest.service]
      ? []
      : [`loadTest.service: "${loadTest.service}" is not one of the services.`]),
    ...(loadTest.runners > 1 && !loadTest.operatorNamespace
      ? ['loadTest.runners above 1 needs k6-operator: set loadTest.operatorNamespace.']
      : []),
  ];
}
