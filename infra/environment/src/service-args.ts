import type { TokenServiceArgs } from '@onetoken/infra-kubernetes-components';
import { serviceVariables } from './environment-variables.ts';
import type { ServiceSettings } from './service-settings.ts';
import type { Settings } from './settings.ts';

/** How a service runs, apart from its secrets. */
export function serviceArgs(
  settings: Settings,
  service: ServiceSettings,
): Omit<TokenServiceArgs, 'namespace' | 'secrets'> {
  const { kind: _, cacheUser: _1, database: _2, ...pods } = service;
  return {
    ...pods,
    environment: serviceVariables(settings, service),
    permissions: settings.genesys?.permissions,
  };
}
