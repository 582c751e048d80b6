import { ConfigurationError, genesysVariables, LOG_LEVELS, secret } from '@onetoken/service-kit';
import { z } from 'zod';
import type { GuardSettings } from './guards.ts';
import type { ListenAt } from './listen.ts';

/** The variables of the agent, in addition to those of every service. A command-line option overrides its variable. */
export const agentVariables = genesysVariables.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  AGENT_SOCKET: z.string().optional(),
  AGENT_ALLOW_REMOTE: z.enum(['0', '1']).default('0'),
  AGENT_ALLOW_HOSTS: z.string().default(''),
  AGENT_CALLER_SECRET: secret(),
});

export type AgentVariables = z.output<typeof agentVariables>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Where to listen. Beyond loopback it needs `--allow-remote` and a caller secret. */
export function listenAt(variables: AgentVariables): ListenAt {
  const { HOST: host, PORT: port, AGENT_SOCKET: path } = variables;
  if (path !== undefined) return { kind: 'socket', path };
  if (LOOPBACK.test(host)) return { kind: 'tcp', host, port };
  if (variables.AGENT_ALLOW_REMOTE !== '1') {
    throw new ConfigurationError([
      `--host ${host} is not loopback: every program that reaches it gets the token. Add --allow-remote to permit that`,
    ]);
  }
  if (variables.AGENT_CALLER_SECRET === undefined) {
    throw new ConfigurationError([
      '--allow-remote needs a caller secret: set AGENT_CALLER_SECRET or AGENT_CALLER_SECRET_FILE',
    ]);
  }
  return { kind: 'tcp', host, port };
}

export function guardSettings(variables: AgentVariables): GuardSettings {
  const names = variables.AGENT_ALLOW_HOSTS.toLowerCase().split(/[\s,]+/);
  const callerSecret = variables.AGENT_CALLER_SECRET;
  return {
    hosts: new Set(names.filter(Boolean)),
    // No browser opens a Unix socket, and clients put any name there.
    anyHost: variables.AGENT_SOCKET !== undefined,
    ...(callerSecret !== undefined && { callerSecret }),
  };
}
