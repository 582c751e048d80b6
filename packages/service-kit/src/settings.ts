import {
  type EnvironmentReader,
  type GenesysSettings,
  readGenesysSettings,
} from '@onetoken/auth/environment';
import { readChoice, readNumber, readUrl } from './environment.ts';
import type { Address } from './http-server.ts';
import { LOG_LEVELS } from './logger.ts';

/** What every service reads from its environment. */
export interface ServiceSettings extends GenesysSettings {
  /** API calls a minute that the fleet may make; undefined: no limit. */
  readonly apiLimit: number | undefined;
  readonly pagerDuty: PagerDutySettings;
}

export interface PagerDutySettings {
  /** Without it no alert is sent. */
  readonly routingKey: string | undefined;
  /** @default PagerDuty's own */
  readonly url: string | undefined;
}

export function readServiceSettings(variables: EnvironmentReader): ServiceSettings {
  // The logger exists before the settings, and has read it.
  readChoice(variables, 'LOG_LEVEL', LOG_LEVELS);
  return {
    ...readGenesysSettings(variables),
    apiLimit: readNumber(variables, 'ONETOKEN_API_LIMIT', { min: 1 }),
    pagerDuty: {
      routingKey: variables.secret('PAGERDUTY_ROUTING_KEY'),
      url: readUrl(variables, 'PAGERDUTY_EVENTS_URL'),
    },
  };
}

/** Where a service listens: by default on this machine only. */
export function readAddress(variables: EnvironmentReader, defaultPort: number): Address {
  return {
    host: variables.text('HOST') ?? '127.0.0.1',
    port: readNumber(variables, 'PORT', { min: 0, max: 65_535 }) ?? defaultPort,
  };
}
