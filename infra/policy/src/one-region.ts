import type { ResourceValidationPolicy } from '@pulumi/policy';
import { isLocal } from './stack-of.ts';
import { plainSettings } from './workload.ts';

/** A token is valid in one region only, and must not be sent to another one. */
export const oneRegion: ResourceValidationPolicy = {
  name: 'one-region',
  description: 'Login and API belong to the same Genesys Cloud region and use https.',
  validateResource: ({ type, props, urn }, report) => {
    for (const settings of plainSettings(type, props)) {
      for (const fault of faults(settings, isLocal(urn))) report(fault);
    }
  },
};

function faults(settings: Record<string, string>, local: boolean): string[] {
  const { ONETOKEN_LOGIN_URL: login, ONETOKEN_API_URL: api } = settings;
  const named = settings['GENESYSCLOUD_REGION'];
  const plain = [login, api].some((url) => url?.startsWith('http:'));
  return [
    ...(login && api && domain(login, 'login.') !== domain(api, 'api.')
      ? [`login (${login}) and API (${api}) do not belong to the same region.`]
      : []),
    ...(Boolean(login) !== Boolean(api)
      ? ['ONETOKEN_LOGIN_URL and ONETOKEN_API_URL must be set together.']
      : []),
    ...(named && (login || api)
      ? ['GENESYSCLOUD_REGION and the two URLs exclude each other: remove one.']
      : []),
    ...(!local && (plain || settings['ONETOKEN_ALLOW_HTTP'])
      ? ['plain http exposes the token on the network; only the stack local may use it.']
      : []),
  ];
}

function domain(url: string, prefix: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return host.startsWith(prefix) ? host.slice(prefix.length) : host;
}
