import { TAKEN_NAMES } from './names.ts';
import { KINDS, type ServiceSettings } from './service-settings.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stack.ts';

/** Checks of the services that need several settings at once, or the kind of stack. */
export function serviceRules(settings: Settings, stage: Stage): string[] {
  return Object.entries(settings.services).flatMap(([name, service]) =>
    [
      ...nameRules(name),
      ...replicaRules(service, stage),
      ...environmentRules(service),
      ...cacheUserRules(service, settings),
      ...databaseRules(service, stage),
    ].map((problem) => `services.${name}${problem}`),
  );
}

function nameRules(name: string): string[] {
  return TAKEN_NAMES.includes(name)
    ? [': the environment uses this name itself; choose another one.']
    : [];
}

function replicaRules({ kind, replicas: { min, max } }: ServiceSettings, stage: Stage): string[] {
  const { minInProduction } = KINDS[kind];
  return [
    ...(min > max ? [`.replicas: min ${min} is greater than max ${max}.`] : []),
    ...(stage === 'production' && min < minInProduction
      ? [`.replicas.min is ${min}; production needs at least ${minInProduction}.`]
      : []),
  ];
}

/** Variables that this program sets, and names that suggest a secret. */
const RESERVED =
  /^(GENESYSCLOUD_|REDIS_|ONETOKEN_(?!API_LIMIT)|DATABASE_URL|PAGERDUTY_ROUTING|HOST$|PORT$)/;
const SECRET_NAME = /SECRET|PASSWORD|TOKEN$|API_KEY|PRIVATE/;

function environmentRules({ environment }: ServiceSettings): string[] {
  const names = Object.keys(environment);
  return [
    ...names
      .filter((name) => RESERVED.test(name))
      .map((name) => `.environment.${name} is set by the program; remove it.`),
    ...names
      .filter((name) => !RESERVED.test(name) && SECRET_NAME.test(name))
      .map((name) => `.environment.${name} looks like a secret; mount it as a file.`),
  ];
}

/** Either every service names its user, or (in the cluster) the first deployment generates the password of each. */
function cacheUserRules({ cacheUser }: ServiceSettings, { cache, services }: Settings): string[] {
  const isNamed = Object.values(services).some((service) => service.cacheUser);
  if (cacheUser || (cache.kind === 'in-cluster' && !isNamed)) return [];
  return ['.cacheUser is missing: each service needs its own user of the cache.'];
}

function databaseRules({ kind, database }: ServiceSettings, stage: Stage): string[] {
  if (database || stage === 'local' || !KINDS[kind].needsDatabase) return [];
  return ['.database is missing: without it the data is lost when the pod ends.'];
}
