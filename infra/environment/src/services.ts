import type { Settings } from './settings.ts';

export type Service = Settings['wallboard'];

interface NamedService {
  /** Of its objects, and of its user in the cache. */
  readonly name: string;
  /** In the configuration of the stack. */
  readonly key: keyof Settings;
  readonly service: Service;
}

/** The services of an environment. Each has a user of its own in the cache, and all share one token. */
export function servicesOf({ wallboard, crmSync }: Settings): NamedService[] {
  return [
    { name: 'wallboard', key: 'wallboard', service: wallboard },
    ...(crmSync ? [{ name: 'crm-sync', key: 'crmSync', service: crmSync } as const] : []),
  ];
}
