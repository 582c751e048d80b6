import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT, readStackFile } from '../../src/stack-file.ts';
import { Commands, kubeconfig, why } from './commands.ts';
import { LocalEnvironment } from './environment.ts';
import { restoreObjects } from './restore-objects.ts';

/** State of the first program that worked: stack `local` with a cache that keeps its data. */
const FIRST_STATE = fileURLToPath(new URL('../fixtures/first-state.json', import.meta.url));
const NAMESPACE = 'onetoken-upgrade';
const MINUTE = 60_000;

const settings = {
  cache: { kind: 'in-cluster', persistence: { size: '1Gi' } },
  // The first program knew this service only.
  services: { wallboard: localServices()['wallboard'] },
};

/** To be called where the images are already in the cluster. */
export function describeUpgrade(): void {
  describe.skipIf(!kubeconfig)(`an environment that the first program made${why}`, () => {
    let commands: Commands;
    let local: LocalEnvironment;

    beforeAll(async () => {
      commands = new Commands({ PULUMI_CONFIG_PASSPHRASE: 'upgrade-fixture' });
      local = new LocalEnvironment(commands, NAMESPACE);
      const stack = ['environment', 'local', 'stack'];
      await commands.expect('script/pulumi', [...stack, 'import', '--file', FIRST_STATE]);
      const state = await commands.expect('script/pulumi', [...stack, 'export', '--show-secrets']);
      await restoreObjects(commands, state);
    }, 4 * MINUTE);

    afterAll(async () => {
      if (!kubeconfig) return;
      await local.pulumi(['destroy', '--yes', '--non-interactive']);
      await commands.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
      commands[Symbol.dispose]();
    }, 3 * MINUTE);

    test("keeps the cache's data when today's program takes over", {
      timeout: 3 * MINUTE,
    }, async () => {
      const identity = () =>
        local.kubectl(
          'get',
          'statefulset,persistentvolumeclaim',
          '-o',
          'jsonpath={.items[*].metadata.uid}',
        );
      const before = await identity();
      expect(before.split(' ')).toHaveLength(2);
      await cache(local, 'set onetoken:upgrade kept');

      const { code, all } = await local.up(settings);

      expect(code, all).toBe(0);
      expect(await identity()).toBe(before);
      expect(await cache(local, 'get onetoken:upgrade')).toBe('kept');
    });
  });
}

/** Runs a command of the cache as the wallboard; its password goes in by standard input. */
async function cache(local: LocalEnvironment, command: string): Promise<string> {
  const script = `valkey-cli --user wallboard --pass "$(cat /etc/valkey-users/wallboard)" --no-auth-warning ${command}`;
  return (await local.kubectl('exec', 'token-cache-0', '--', 'sh', '-c', script)).trim();
}

/** The services in the file of the stack `local`. */
function localServices(): Readonly<Record<string, unknown>> {
  return JSON.parse(readStackFile('local').config[`${PROJECT}:services`] ?? '{}');
}
