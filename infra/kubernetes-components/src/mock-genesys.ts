import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { workloadLabels } from './labels.ts';
import { NODE_USER, restrictedContainer, restrictedPod } from './pod-security.ts';

export const MOCK_API_PORT = 8080;
export const MOCK_ADMIN_PORT = 8081;

export interface MockGenesysArgs {
  readonly namespace: pulumi.Input<string>;
  readonly image: string;
  /** Secret with the settings file of the mock in the key `mock.json`; see `mockSettings()`. */
  readonly settingsSecretName: pulumi.Input<string>;
}

export interface MockClient {
  readonly id: string;
  readonly secret: string;
}

/**
 * Settings file of a mock with one OAuth client.
 *
 * The API limits are raised, which Genesys Cloud does on request: the default of 300 calls a minute for one token would end
 * a load test before the limit of the token endpoint, which is the one under test.
 */
export function mockSettings(client: MockClient): string {
  return JSON.stringify({
    host: '0.0.0.0',
    port: MOCK_API_PORT,
    adminPort: MOCK_ADMIN_PORT,
    clients: [client],
    limits: { apiPerToken: 1_000_000, apiPerClient: 1_000_000 },
  });
}

/**
 * The mock of Genesys Cloud: login and API on one port, its statistics on another.
 *
 * Never more than one pod, because tokens and statistics are in its memory.
 */
export class MockGenesys extends pulumi.ComponentResource {
  /** Base URL of login and API. */
  readonly url: pulumi.Output<string>;
  /** Base URL of the statistics. */
  readonly adminUrl: pulumi.Output<string>;

  constructor(name: string, args: MockGenesysArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:MockGenesys', name, {}, options);
    const labels = workloadLabels(name, 'mock-genesys');
    const metadata = { name, namespace: args.namespace, labels };

    new k8s.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          replicas: 1,
          strategy: { type: 'Recreate' },
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: podSpec(args) },
        },
      },
      { parent: this },
    );
    const service = new k8s.core.v1.Service(
      name,
      {
        metadata,
        spec: {
          selector: labels,
          ports: [
            { name: 'api', port: 80, targetPort: 'api' },
            { name: 'admin', port: MOCK_ADMIN_PORT, targetPort: 'admin' },
          ],
        },
      },
      { parent: this },
    );
    this.url = pulumi.interpolate`http://${service.metadata.name}`;
    this.adminUrl = pulumi.interpolate`http://${service.metadata.name}:${MOCK_ADMIN_PORT}`;
    this.registerOutputs({ url: this.url, adminUrl: this.adminUrl });
  }
}

function podSpec(args: MockGenesysArgs): k8s.types.input.core.v1.PodSpec {
  return {
    ...restrictedPod(NODE_USER),
    terminationGracePeriodSeconds: 5,
    containers: [
      {
        name: 'mock-genesys',
        image: args.image,
        args: ['--config', '/etc/mock/mock.json'],
        ports: [
          { name: 'api', containerPort: MOCK_API_PORT },
          { name: 'admin', containerPort: MOCK_ADMIN_PORT },
        ],
        securityContext: restrictedContainer,
        resources: { requests: { cpu: '50m', memory: '192Mi' }, limits: { memory: '192Mi' } },
        startupProbe: {
          httpGet: { path: '/readyz', port: 'admin' },
          periodSeconds: 1,
          failureThreshold: 60,
        },
        readinessProbe: { httpGet: { path: '/readyz', port: 'admin' }, periodSeconds: 5 },
        livenessProbe: {
          httpGet: { path: '/healthz', port: 'admin' },
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 6,
        },
        volumeMounts: [{ name: 'settings', mountPath: '/etc/mock', readOnly: true }],
      },
    ],
    volumes: [
      {
        name: 'settings',
        secret: {
          secretName: args.settingsSecretName,
          items: [{ key: 'mock.json', path: 'mock.json' }],
          defaultMode: 0o440,
        },
      },
    ],
  };
}
