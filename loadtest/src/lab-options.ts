import { exitCodes, RunError } from '@onetoken/report-kit';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Experiment } from './experiments/experiment.ts';
import { experiments } from './experiments/index.ts';
import type { ThrottleForm } from './fleets/mock.ts';
import { peers } from './fleets/pod.ts';
import { type Profile, profiles } from './fleets/settings.ts';

export interface LabOptions {
  readonly experiments: readonly Experiment[];
  /** Whether all were selected: then experiments that this target cannot run are skipped, not an error. */
  readonly all: boolean;
  readonly profile: Profile;
  readonly throttleForm: ThrottleForm;
  /** Base addresses of a fleet that runs already. */
  readonly target?: readonly string[];
  readonly mockAdmin?: string;
  readonly hook?: string;
  /** How many pods stand behind the target. */
  readonly pods?: number;
  /** A peer library whose pods are tested instead of ours. */
  readonly client?: string;
  /** A command that is run as a pod, instead of ours. */
  readonly pod?: string;
  /** Folder of the reports. */
  readonly report: string;
  /** A file with reference figures, instead of the committed one. */
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  readonly dashboard: boolean;
  readonly json: boolean;
}

const names = experiments.flatMap(({ letter, name }) => [letter, letter.toLowerCase(), name]);

const list = experiments
  .map(({ letter, name, claim }) => `  ${letter}  ${name.padEnd(14)} ${claim}`)
  .join('\n');

const help = `
Experiments:
${list}

Profiles: smoke, about 1½ minutes for all of them · ci, about 6 minutes · full, about 25 minutes.

--target (repeated, or several URLs) and --mock-admin test a fleet that runs already; its token requests must go to
that mock. --hook CMD configures, starts and breaks things there; it gets the step as its last argument: configure, start, restart, redis-down, redis-slow, redis-frozen, redis-full, redis-flushed,
redis-up.
It can read LOADTEST_EXPERIMENT, LOADTEST_TOKEN_CACHE, LOADTEST_PODS, LOADTEST_POD and more (loadtest/README.md).

Exit codes: 0 every claim passed · 1 one failed · 2 inconclusive: nothing can be concluded ·
64 wrong usage · 69 something needed is missing (k6, Redis, a build, the target).`;

/** The experiments that were named, in the order of the lab and each once. */
function chosen(wanted: readonly string[]): readonly Experiment[] {
  if (wanted.includes('all')) return experiments;
  const is = new Set(wanted.map((one) => one.toLowerCase()));
  return experiments.filter(({ letter, name }) => is.has(name) || is.has(letter.toLowerCase()));
}

/** A base that paths are appended to, here and by k6: without a slash at its end. */
function baseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('It must be an http or https URL.');
}

function podCount(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 9999.');
}

function command(): Command {
  const lab = new Command('pnpm loadtest')
    .description('The load lab: each claim about tokens as an experiment with a verdict.')
    .addArgument(
      new Argument('<experiment...>', 'letters or names, all, or list').choices([
        ...['all', 'list'],
        ...names,
      ]),
    )
    .addOption(
      new Option('--profile <profile>', 'how thoroughly').choices([...profiles]).default('smoke'),
    )
    .addOption(
      new Option('--throttle-form <form>', 'how the login says "too many"')
        .choices(['429', '400'])
        .default('429'),
    );
  return describeTarget(lab)
    .option('--report <dir>', 'folder of the reports', 'reports/loadtest')
    .option('--baseline <file>', 'compare with this file (default: the committed one)')
    .option('--update-baseline', 'write the figures of this run as the new baseline', false)
    .option('--dashboard', "show k6's own live page while the load runs", false)
    .option('--json', 'print the result as JSON', false)
    .addHelpText('after', help)
    .allowExcessArguments(false)
    .exitOverride();
}

/** Options for what is tested instead of the pods of this repository. */
function describeTarget(command: Command): Command {
  return command
    .option('--target <url...>', 'a fleet that runs already', (url, before: string[] = []) => [
      ...before,
      baseUrl(url),
    ])
    .option('--mock-admin <url>', 'the admin address of the mock that this fleet uses', baseUrl)
    .option(
      '--pods <n>',
      'how many pods are behind --target (default: one each, or what the hook is asked for)',
      podCount,
    )
    .option('--hook <cmd>', 'does what must be done to that fleet, see below')
    .addOption(new Option('--client <name>', 'pods of a peer instead of ours').choices([...peers]))
    .option('--pod <cmd>', 'a service of yours as the pods: its routes and variables, README.md');
}

/** Whether the pods are those of this repository. */
export function areOurs({ target, client, pod }: LabOptions): boolean {
  return (target ?? client ?? pod) === undefined;
}

/** Options that make sense only together, or only apart. */
function check(options: LabOptions): void {
  const { target, mockAdmin, hook, pods, client, pod, baseline, updateBaseline } = options;
  const fail = (message: string) => {
    throw new RunError(message, exitCodes.usage);
  };
  if ((target === undefined) !== (mockAdmin === undefined)) {
    fail(
      '--target and --mock-admin go together: the fleet under load, and the mock that counts its token requests',
    );
  }
  if (target === undefined && (hook ?? pods) !== undefined) fail('--hook and --pods need --target');
  if ([target, client, pod].filter((one) => one !== undefined).length > 1) {
    fail('--target, --client and --pod exclude each other: each selects the pods');
  }
  if (updateBaseline && baseline === undefined && !areOurs(options)) {
    fail(
      '--update-baseline needs --baseline FILE here: the committed one has figures of the pods of this repository',
    );
  }
}

/**
 * @returns `list` when only the experiments are to be named
 * @throws {CommanderError} after it has printed what is wrong, or the help that was asked for
 */
export function parseLabOptions(argv: readonly string[]): LabOptions | 'list' {
  const parsed = command().parse(argv, { from: 'user' });
  const wanted = parsed.processedArgs[0] as string[];
  if (wanted.includes('list')) return 'list';
  const options = {
    ...parsed.opts<Omit<LabOptions, 'experiments' | 'all'>>(),
    experiments: chosen(wanted),
    all: wanted.includes('all'),
  };
  check(options);
  return options;
}

/** What `pnpm loadtest list` prints. */
export function experimentList(): string {
  return `${list}\n`;
}
