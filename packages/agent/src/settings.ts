import {
  type Environment,
  type EnvironmentReader,
  readEnvironment,
} from '@onetoken/auth/environment';
import { readAddress, readServiceSettings, type ServiceSettings } from '@onetoken/service-kit';
import type { GuardSettings } from './guards.ts';
import type { ListenAt } from './listen.ts';

/** What the agent reads from its environment. A command-line option overrides its variable. */
export interface AgentSettings extends ServiceSettings {
  readonly listenAt: ListenAt;
  readonly guards: GuardSettings;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** @throws {EnvironmentError} that names every variable that is missing or cannot be used */
export function agentSettings(environment: Environment): AgentSettings {
  return readEnvironment(environment, (variables) => {
    const guards = readGuards(variables);
    const listenAt = readListenAt(variables, guards.callerSecret !== undefined);
    return { ...readServiceSettings(variables), listenAt, guards };
  });
}

/** Beyond loopback only if that is allowed, and then only with a caller secret. */
function readListenAt(variables: EnvironmentReader, hasCallerSecret: boolean): ListenAt {
  const path = variables.text('AGENT_SOCKET');
  const { host, port } = readAddress(variables, 8787);
  const isRemoteAllowed = variables.flag('AGENT_ALLOW_REMOTE');
  if (path !== undefined) return { kind: 'socket', path };
  if (LOOPBACK.test(host)) return { kind: 'tcp', host, port };
  if (!isRemoteAllowed) {
    const problem =
      'is not loopback: everyone who can reach it gets the token. Add --allow-remote (AGENT_ALLOW_REMOTE=1) to allow that';
    variables.reject('HOST', problem, /^[\da-f.:]{1,45}$/i);
  } else if (!hasCallerSecret) {
    const problem =
      '(or AGENT_CALLER_SECRET_FILE) is missing: --allow-remote (AGENT_ALLOW_REMOTE=1) needs a caller secret';
    variables.reject('AGENT_CALLER_SECRET', problem);
  }
  return { kind: 'tcp', host, port };
}

function readGuards(variables: EnvironmentReader): GuardSettings {
  const names = (variables.text('AGENT_ALLOW_HOSTS') ?? '').toLowerCase().split(/[\s,]+/);
  const callerSecret = variables.secret('AGENT_CALLER_SECRET');
  return {
    hosts: new Set(names.filter(Boolean)),
    // No browser opens a Unix socket, and clients put any name there.
    anyHost: variables.text('AGENT_SOCKET') !== undefined,
    ...(callerSecret !== undefined && { callerSecret }),
  };
}
