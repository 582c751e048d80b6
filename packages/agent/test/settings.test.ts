import { describe, expect, it } from 'vitest';
import { agentSettings } from '../src/settings.ts';

const base = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'id',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret-not-real',
};
const read = (more: NodeJS.ProcessEnv) => agentSettings({ ...base, ...more });
const listenAt = (more: NodeJS.ProcessEnv) => read(more).listenAt;

describe('listenAt', () => {
  it('listens on loopback unless told otherwise', () => {
    expect(listenAt({})).toEqual({ kind: 'tcp', host: '127.0.0.1', port: 8787 });
  });

  it('refuses any other address', () => {
    expect(() => listenAt({ HOST: '0.0.0.0' })).toThrow('--allow-remote');
  });

  it('demands a caller secret of one who allows other addresses', () => {
    const remote = { HOST: '0.0.0.0', AGENT_ALLOW_REMOTE: '1' };
    expect(() => listenAt(remote)).toThrow('AGENT_CALLER_SECRET');
    const secured = { ...remote, AGENT_CALLER_SECRET: 'caller-secret-not-real' };
    expect(listenAt(secured)).toEqual({ kind: 'tcp', host: '0.0.0.0', port: 8787 });
  });

  it('prefers a socket', () => {
    expect(listenAt({ AGENT_SOCKET: '/run/agent.sock' })).toEqual({
      kind: 'socket',
      path: '/run/agent.sock',
    });
  });
});

describe('the guards', () => {
  it('reads the allowed names', () => {
    const { hosts } = read({ AGENT_ALLOW_HOSTS: 'Agent.internal, other' }).guards;
    expect([...hosts]).toEqual(['agent.internal', 'other']);
  });
});
