import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { configHash } from './config-hash.ts';
import { type Labels, workloadLabels } from './labels.ts';
import { NODE_USER, restrictedContainer, restrictedPod, restrictedUser } from './pod-security.ts';

export interface LoadTestArgs {
  readonly namespace: pulumi.Input<string>;
  /** Image whose command is k6. */
  readonly image: string;
  /** Text of the k6 script, in TypeScript or JavaScript. */
  readonly script: string;
  /** Variables that the script reads from `__ENV`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly runner: LoadTestRunner;
}

export type LoadTestRunner =
  /** One Kubernetes Job. */
  | { readonly kind: 'job' }
  /** A `TestRun` of k6-operator, which must be installed: `parallelism` pods share the load. */
  | {
      readonly kind: 'operator';
      readonly parallelism: number;
      readonly starterImage?: string | undefined;
    };

const SCRIPT = 'script.ts';

/** k6 sends no usage report and downloads no extensions; `/tmp` is the only folder that it may write to. */
const K6_SETTINGS = {
  HOME: '/tmp',
  K6_NO_USAGE_REPORT: 'true',
  K6_AUTO_EXTENSION_RESOLUTION: 'false',
};

/**
 * A load test in the cluster; the deployment fails if the test fails.
 *
 * Its name holds a hash of script and settings: a changed test runs again, an unchanged one does not.
 */
export class LoadTest extends pulumi.ComponentResource {
  /** Name of the Job or TestRun. */
  readonly runName: pulumi.Output<string>;

  constructor(name: string, args: LoadTestArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:LoadTest', name, {}, options);
    const { runner } = args;
    const { namespace, ...settings } = args;
    const runName = `${name}-${configHash(settings).slice(0, 8)}`;
    const labels = workloadLabels(name, 'load-test');
    const metadata = { name: runName, namespace, labels };

    const config = new k8s.core.v1.ConfigMap(
      name,
      { metadata: { ...metadata, name }, data: { [SCRIPT]: args.script } },
      { parent: this },
    );
    const container = k6Container(args);
    if (runner.kind === 'job') {
      const spec = jobSpec(labels, container, config.metadata.name);
      new k8s.batch.v1.Job(name, { metadata, spec }, { parent: this });
    } else {
      const spec = testRunSpec(labels, container, config.metadata.name, runner);
      this.#testRun(name, metadata, spec, runner.parallelism);
    }
    this.runName = pulumi.output(runName);
    this.registerOutputs({ runName: this.runName });
  }

  /** k6-operator calls every run "finished", also one with broken thresholds; its runners' Jobs tell them apart. */
  #testRun(name: string, metadata: RunMetadata, spec: object, parallelism: number): void {
    const run = new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: 'k6.io/v1alpha1',
        kind: 'TestRun',
        metadata: { ...metadata, annotations: { 'pulumi.com/waitFor': FINISHED } },
        spec,
      },
      { parent: this },
    );
    for (let index = 1; index <= parallelism; index++) {
      // A patch waits for a Job as its creation would: it fails if the Job fails. k6-operator deletes the Job with the run.
      new k8s.batch.v1.JobPatch(
        `${name}-${index}`,
        { metadata: { ...metadata, name: `${metadata.name}-${index}` } },
        { parent: this, dependsOn: run, retainOnDelete: true },
      );
    }
  }
}

interface RunMetadata {
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Labels;
}

const FINISHED = 'jsonpath={.status.stage}=finished';

function k6Container(args: LoadTestArgs): k8s.types.input.core.v1.Container {
  const environment = { ...K6_SETTINGS, ...args.environment };
  return {
    name: 'k6',
    image: args.image,
    env: Object.entries(environment).map(([name, value]) => ({ name, value })),
    securityContext: restrictedContainer,
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
  };
}

function jobSpec(
  labels: Record<string, string>,
  container: k8s.types.input.core.v1.Container,
  configName: pulumi.Input<string>,
): k8s.types.input.batch.v1.JobSpec {
  return {
    backoffLimit: 0, // a second attempt would hide the result of the first
    activeDeadlineSeconds: 900,
    template: {
      metadata: { labels },
      spec: {
        ...restrictedPod(NODE_USER),
        restartPolicy: 'Never',
        containers: [
          {
            ...container,
            args: ['run', '--quiet', `/scripts/${SCRIPT}`],
            volumeMounts: [
              { name: 'scripts', mountPath: '/scripts', readOnly: true },
              { name: 'tmp', mountPath: '/tmp' },
            ],
          },
        ],
        volumes: [
          { name: 'scripts', configMap: { name: configName } },
          { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
        ],
      },
    },
  };
}

function testRunSpec(
  labels: Record<string, string>,
  container: k8s.types.input.core.v1.Container,
  configName: pulumi.Input<string>,
  runner: Extract<LoadTestRunner, { kind: 'operator' }>,
): Record<string, unknown> {
  const pod = {
    image: container.image,
    metadata: { labels },
    automountServiceAccountToken: 'false', // a string in this API
    securityContext: restrictedUser(NODE_USER),
    containerSecurityContext: container.securityContext,
    env: container.env,
    resources: container.resources,
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
  const { image: _, ...starter } = pod;
  return {
    parallelism: runner.parallelism,
    quiet: 'true',
    script: { configMap: { name: configName, file: SCRIPT } },
    initializer: pod,
    runner: pod,
    starter: runner.starterImage ? { ...starter, image: runner.starterImage } : starter,
  };
}
