import { manifestOf } from '@onetoken/infra-kubernetes-components/collect';
import { collectStack } from '../../src/render.ts';
import { PROJECT, type StackFile } from '../../src/stack-file.ts';
import { committedStack, stackElsewhere } from './aws-outputs.ts';
import type { Commands, Result } from './commands.ts';

/** Definitions that an operator brings; this cluster need not have them. */
const OF_OPERATORS = /^(external-secrets\.io|monitoring\.coreos\.com|cilium\.io|k6\.io)\//;

/** The committed stacks, and one away from AWS. */
const STACKS: Readonly<Record<string, StackFile>> = {
  ...Object.fromEntries(
    ['local', 'dev', 'staging', 'production-use1', 'production-euw1'].map((stack) => [
      stack,
      committedStack(stack),
    ]),
  ),
  'production-elsewhere': stackElsewhere(),
};

export const stackNames: readonly string[] = Object.keys(STACKS);

/** Has the API server check, strictly and without storing anything, what a stack would create. */
export async function validateStack(commands: Commands, stack: string): Promise<Result> {
  const namespace = `onetoken-e2e-${stack}`; // must exist even for a dry run, and hold nothing
  await commands.kubectl(['create', 'namespace', namespace]);
  try {
    return await check(commands, stack, namespace);
  } finally {
    await commands.kubectl(['delete', 'namespace', namespace, '--wait=false']);
  }
}

async function check(commands: Commands, stack: string, namespace: string): Promise<Result> {
  const given = STACKS[stack] as StackFile;
  const file = { ...given, config: { ...given.config, [`${PROJECT}:namespace`]: namespace } };
  const manifests = (await collectStack(stack, file))
    .flatMap((resource) => manifestOf(resource) ?? [])
    .filter(({ apiVersion, kind }) => kind !== 'Secret' && !OF_OPERATORS.test(apiVersion));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests });
  const flags = ['--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict'];
  return commands.run('kubectl', ['apply', ...flags, '-f', '-'], list);
}
