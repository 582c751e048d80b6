import {
  collectResources,
  type Manifest,
  manifestOf,
} from '@onetoken/infra-kubernetes-components/collect';
import * as pulumi from '@pulumi/pulumi';
import { parseSettings } from './parse-settings.ts';
import type { Settings } from './settings.ts';
import { PROJECT, readStackFile, type StackFile } from './stack-file.ts';

/** Why a stack cannot be written as plain YAML. */
export class RenderError extends Error {
  override name = 'RenderError' as const;
}

/**
 * The manifests of a stack, for deployment by GitOps.
 *
 * Needs neither the Pulumi command nor a cluster. Secrets must have names: the value of a secret is never rendered.
 * @param awsOutputs outputs of the stack that the setting `awsStack` names
 * @throws RenderError if a secret has no name
 * @throws ConfigurationError if the stack is not configured right
 */
export async function renderStack(
  stack: string,
  awsOutputs?: StackFile['awsOutputs'],
): Promise<Manifest[]> {
  const file = { ...readStackFile(stack), awsOutputs };
  requireNames(stack, parseSettings({ project: PROJECT, stack, ...file }));
  const resources = await collectStack(stack, file);
  const manifests = resources.flatMap((resource) => manifestOf(resource) ?? []);
  if (manifests.some(({ kind }) => kind === 'Secret')) {
    throw new RenderError(`Stack ${stack} would render a Secret with its values; this is a bug.`);
  }
  return manifests;
}

/** The resources that the program would create in a stack with this configuration. */
export async function collectStack(
  stack: string,
  { config, secretKeys, awsOutputs }: StackFile,
): ReturnType<typeof collectResources> {
  pulumi.runtime.setAllConfig(config);
  process.env['PULUMI_CONFIG_SECRET_KEYS'] = JSON.stringify(secretKeys);
  // Importing the module runs the program, so each run needs a new URL.
  const program = new URL(`../index.ts?run=${++runs}`, import.meta.url).href;
  return collectResources(PROJECT, stack, () => import(program), awsOutputs);
}

let runs = 0;

function requireNames(stack: string, { genesys, services }: Settings): void {
  const unnamed = Object.keys(services).filter((name) => !services[name]?.cacheUser);
  const missing = [
    ...(genesys?.client ? [] : ['genesys.client']),
    ...unnamed.map((name) => `services.${name}.cacheUser`),
  ];
  if (missing.length === 0) return;
  throw new RenderError(
    `Stack ${stack} cannot be rendered: ${missing.join(' and ')} must name an existing Secret or an ` +
      'ExternalSecret, since no secret value is ever written to YAML.',
  );
}
