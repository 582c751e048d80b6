import { Argument, Command, Option } from 'commander';
import { type Experiment, type Profile, profiles } from './experiments/experiment.ts';
import { experiments } from './experiments/index.ts';
import type { ThrottleForm } from './fleet/mock.ts';
import { peers } from './fleet/pod.ts';

export interface LabOptions {
  readonly experiments: readonly Experiment[];
  readonly profile: Profile;
  readonly throttleForm: ThrottleForm;
  /** A peer whose pods are put to the test instead of ours. */
  readonly client?: string;
  /** Folder of the reports. */
  readonly report: string;
  readonly dashboard: boolean;
  readonly json: boolean;
}

const names = experiments.flatMap(({ letter, name }) => [letter, letter.toLowerCase(), name]);

const help = `
Experiments:
${experiments.map(({ letter, name, claim }) => `  ${letter}  ${name.padEnd(14)} ${claim}`).join('\n')}

Exit codes: 0 every claim held · 1 one is broken · 2 void: nothing can be concluded ·
64 wrong usage · 69 something needed is missing (k6, Redis, a build).`;

/** The experiments that were named, in the order of the lab and each once. */
function chosen(wanted: readonly string[]): readonly Experiment[] {
  if (wanted.includes('all')) return experiments;
  const is = new Set(wanted.map((one) => one.toLowerCase()));
  return experiments.filter(({ letter, name }) => is.has(name) || is.has(letter.toLowerCase()));
}

/** @throws {CommanderError} after it has printed what is wrong, or the help that was asked for */
export function parseLabOptions(argv: readonly string[]): LabOptions {
  const command = new Command('pnpm loadtest')
    .description('The load lab: each claim about tokens as an experiment with a verdict.')
    .addArgument(
      new Argument('<experiment...>', 'letters or names, or all').choices(['all', ...names]),
    )
    .addOption(
      new Option('--profile <profile>', 'how thoroughly').choices([...profiles]).default('smoke'),
    )
    .addOption(
      new Option('--throttle-form <form>', 'how the login says "too many"')
        .choices(['429', '400'])
        .default('429'),
    )
    .addOption(new Option('--client <name>', 'pods of a peer instead of ours').choices([...peers]))
    .option('--report <dir>', 'folder of the reports', 'reports/loadtest')
    .option('--dashboard', "show k6's own live page while the load runs", false)
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', help)
    .exitOverride();
  command.parse(argv, { from: 'user' });
  const options = command.opts<Omit<LabOptions, 'experiments'>>();
  return { ...options, experiments: chosen(command.processedArgs[0] as string[]) };
}
