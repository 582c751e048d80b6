import type { TokenEvent, TokenEventListener } from '@onetoken/auth';
import type { FastifyBaseLogger } from 'fastify';

const levels = {
  'request-failed': 'warn',
  'refresh-failed': 'warn',
  cooldown: 'warn',
  'store-unavailable': 'warn',
  'publish-refused': 'warn',
  fatal: 'error',
} as const satisfies Partial<Record<TokenEvent['type'], string>>;

/** Logs what happens to the token. The events carry no secret. */
export function tokenLog(logger: FastifyBaseLogger): TokenEventListener {
  return (event) => {
    const level = event.type in levels ? levels[event.type as keyof typeof levels] : 'info';
    logger[level](event, `token: ${event.type}`);
  };
}
