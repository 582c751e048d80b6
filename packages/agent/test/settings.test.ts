import { readEnvironment } from '@onetoken/service-kit';
import { describe, expect, it } from 'vitest';
import { agentVariables, guardSettings, listenAt } from '../src/settings.ts';

const base = { GENESYSCLOUD_REGION: 'mypurecloud.ie', GENESYSCLOUD_OAUTHCLIENT_ID: 'id' };
const read = (more: NodeJS.ProcessEnv) => readEnvironment(agentVariables, { ...base, ...more });

describe('listenAt', () => {
  it('listens on loopback unless told otherwise', () => {
    expect(listenAt(read({}))).toEqual({ kind: 'tcp', host: '127.0.0.1', port: 8787 });
  });

  it('refuses any other address', () => {
    expect(() => listenAt(read({ HOST: '0.0.0.0' }))).toThrow('--allow-remote');
  });

  it('demands a caller secret of one who allows other addresses', () => {
    const remote = { HOST: '0.0.0.0', AGENT_ALLOW_REMOTE: '1' };
    expect(() => listenAt(read(remote))).toThrow('AGENT_CALLER_SECRET');
    const secured = read({ ...remote, AGENT_CALLER_SECRET: 'caller-secret-not-real' });
    expect(listenAt(secured)).toEqual({ kind: 'tcp', host: '0.0.0.0', port: 8787 });
  });

  it('prefers a socket', () => {
    expect(listenAt(read({ AGENT_SOCKET: '/run/agent.sock' }))).toEqual({
      kind: 'socket',
      path: '/run/agent.sock',
    });
  });
});

describe('guardSettings', () => {
  it('reads the allowed names', () => {
    const { hosts } = guardSettings(read({ AGENT_ALLOW_HOSTS: 'Agent.internal, other' }));
    expect([...hosts]).toEqual(['agent.internal', 'other']);
  });
});
