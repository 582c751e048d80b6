import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@onetoken/infra-configuration';
import type { Manifest } from '@onetoken/infra-kubernetes-components/collect';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { RenderError, renderStack } from './render.ts';

const EXIT_USAGE = 64;

interface Options {
  readonly awsOutputs?: string;
}

await new Command('render')
  .description(
    'Writes the manifests of a stack as plain YAML, for GitOps. No secret value is ever written.',
  )
  .argument('<stack>', 'such as staging: the stack of Pulumi.staging.yaml')
  .argument('[folder]', 'where to write one file per object; default: all to stdout')
  .option(
    '--aws-outputs <file>',
    'for a stack with awsStack: what `script/pulumi aws <stack> stack output --json` prints',
  )
  .addHelpText('after', '\nExit codes: 0 written, 1 failed, 64 usage or configuration.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE))
  .action(async (stack: string, folder: string | undefined, { awsOutputs }: Options) => {
    const outputs = awsOutputs === undefined ? undefined : readOutputs(awsOutputs);
    const manifests = await renderStack(stack, outputs);
    if (folder) writeFiles(manifests, folder);
    else process.stdout.write(manifests.map((m) => `---\n${stringify(m)}`).join(''));
  })
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof RenderError || error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_USAGE);
  });

function readOutputs(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    process.stderr.write(`${file} cannot be read as JSON: ${(error as Error).message}\n`);
    process.exit(EXIT_USAGE);
  }
}

function writeFiles(manifests: readonly Manifest[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const manifest of manifests) {
    const file = `${manifest.kind.toLowerCase()}-${manifest.metadata.name}.yaml`;
    writeFileSync(join(folder, file), stringify(manifest));
  }
  process.stderr.write(`${manifests.length} manifests written to ${folder}\n`);
}
