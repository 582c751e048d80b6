import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Commands, root } from './commands.ts';

export const OPERATOR_NAMESPACE = 'onetoken-e2e-k6-operator';

/** Installs k6-operator: definitions and rights from its own Go module, the image from ours. */
export async function installOperator(commands: Commands): Promise<void> {
  const folder = await moduleFolder(commands);
  const definitions = readdirSync(join(folder, 'config/crd/bases')).map((file) =>
    readFileSync(join(folder, 'config/crd/bases', file), 'utf8'),
  );
  const rights = readFileSync(join(folder, 'config/rbac/role.yaml'), 'utf8');
  const all = [...definitions, rights, ...ourParts.map((part) => stringify(part))].join('\n---\n');
  await commands.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], all);
  await commands.kubectl([
    ...['--namespace', OPERATOR_NAMESPACE, 'rollout', 'status', 'deployment/k6-operator'],
    '--timeout=90s',
  ]);
}

export async function removeOperator(commands: Commands): Promise<void> {
  const left = [`namespace/${OPERATOR_NAMESPACE}`, 'clusterrole/manager-role'];
  const definitions = ['testruns.k6.io', 'privateloadzones.k6.io'].map((name) => `crd/${name}`);
  const binding = 'clusterrolebinding/onetoken-e2e-k6-operator';
  await commands.kubectl(['delete', '--ignore-not-found', ...left, ...definitions, binding]);
}

async function moduleFolder(commands: Commands): Promise<string> {
  const goMod = readFileSync(join(root, 'tools/k6-operator/go.mod'), 'utf8');
  const version = /github\.com\/grafana\/k6-operator (v\S+)/.exec(goMod)?.[1];
  const module = `github.com/grafana/k6-operator@${version}`;
  return JSON.parse(await commands.expect('go', ['mod', 'download', '-json', module])).Dir;
}

const name = 'k6-operator';
const metadata = { name, namespace: OPERATOR_NAMESPACE };
const labels = { app: name };

const ourParts = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR_NAMESPACE } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'onetoken-e2e-k6-operator' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'manager-role' },
    subjects: [{ kind: 'ServiceAccount', ...metadata }],
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              name: 'manager',
              image: 'onetoken/k6-operator:dev',
              args: ['--health-probe-bind-address=:8081'],
              readinessProbe: { httpGet: { path: '/readyz', port: 8081 }, periodSeconds: 1 },
            },
          ],
        },
      },
    },
  },
];
