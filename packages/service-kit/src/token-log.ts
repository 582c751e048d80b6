import type { TokenEvent } from '@onetoken/auth';
import type { Logger } from './logger.ts';

type Level = 'debug' | 'info' | 'warn' | 'fatal';

/** The log level of each event, by urgency. Events contain no secret, so they are logged completely. */
const LEVELS: Readonly<Record<TokenEvent['type'], Level>> = {
  request: 'debug',
  'request-failed': 'warn',
  'token-issued': 'info',
  'token-adopted': 'debug',
  'token-invalidated': 'warn',
  'refresh-failed': 'warn',
  cooldown: 'warn',
  'store-unavailable': 'warn',
  'store-available': 'info',
  'publish-refused': 'info',
  'secret-switched': 'warn',
  'secret-unavailable': 'warn',
  fatal: 'fatal',
};

/** Writes each event of a token provider to the log. */
export function createTokenLog(log: Logger): (event: TokenEvent) => void {
  return ({ type, ...facts }) => log[LEVELS[type]]({ event: type, ...facts }, `token: ${type}`);
}
