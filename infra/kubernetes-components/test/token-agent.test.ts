import { describe, expect, test } from 'vitest';
import { withTokenAgent } from '../src/index.ts';

const program = {
  name: 'report',
  image: 'example/report:1.0.0',
  env: [{ name: 'LANGUAGE', value: 'python' }],
};

const pod = withTokenAgent(
  { containers: [program], volumes: [{ name: 'cache', emptyDir: {} }] },
  {
    image: 'onetoken/agent:1.0.0',
    environment: { GENESYSCLOUD_REGION: 'mypurecloud.ie' },
    secrets: { client: 'genesys-client', cache: 'cache-report' },
  },
);
// Nothing here is computed later.
const plain = JSON.parse(JSON.stringify(pod));
const [agent] = plain.initContainers;

describe('withTokenAgent', () => {
  test('adds a sidecar that starts before the program and ends after it', () => {
    expect(agent).toMatchObject({ name: 'onetoken-agent', restartPolicy: 'Always' });
    expect(agent.startupProbe.exec.command.join(' ')).toContain('127.0.0.1:8787/healthz');
  });

  test('tells the program where the agent is, and leaves the rest of it alone', () => {
    const [container] = plain.containers;
    expect(container).toMatchObject({ name: 'report', image: 'example/report:1.0.0' });
    expect(container.env).toEqual([
      { name: 'LANGUAGE', value: 'python' },
      { name: 'ONETOKEN_AGENT_URL', value: 'http://127.0.0.1:8787' },
    ]);
  });

  test('keeps the secrets from the program', () => {
    expect(plain.containers[0].volumeMounts).toBeUndefined();
    const mounted = agent.volumeMounts.map(({ name }: { name: string }) => name);
    expect(mounted).toEqual(['onetoken-client', 'onetoken-cache']);
    // Names of their own: the program may have a cache, too.
    expect(plain.volumes.map(({ name }: { name: string }) => name)).toEqual(['cache', ...mounted]);
  });

  test('listens on loopback only, with the least rights', () => {
    const names = agent.env.map(({ name }: { name: string }) => name);
    expect(names).not.toContain('HOST');
    expect(names).not.toContain('AGENT_ALLOW_REMOTE');
    expect(agent.securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
  });
});
