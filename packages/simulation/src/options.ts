import { wholeNumber } from '@onetoken/report-kit';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type FaultName, faultNames, usualFaults } from './faults/index.ts';
import { type ScenarioName, scenarios } from './scenarios/index.ts';
import type { Settings } from './simulate.ts';

export interface Options {
  readonly settings: Settings;
  /** Folder of `simulation.html` and `simulation.json`. */
  readonly report: string;
  readonly json: boolean;
}

interface Parsed extends Omit<Settings, 'pods' | 'hours' | 'faults' | 'lifeS'> {
  readonly pods?: number;
  readonly hours?: number;
  readonly life: number;
  readonly faults?: readonly FaultName[];
  readonly report: string;
  readonly json?: true;
}

/** Lives that Genesys Cloud allows for the tokens of an OAuth client, in seconds. */
const LIFE_S = { least: 300, most: 172_800, usual: 86_400 };

const names = Object.keys(scenarios) as ScenarioName[];

const HELP = `
Faults: ${faultNames.join(', ')}.
They happen one at a time, at times that the seed decides. The same seed gives the same run.
"all" leaves out redis-gone, which alone takes the life of a token.

Defaults of a scenario:
${names
  .map((name) => {
    const { title, defaults } = scenarios[name];
    const { pods, hours, faults } = defaults;
    const all = faults === usualFaults ? 'all' : faults.join(',') || 'none';
    return `  ${name.padEnd(9)} ${title}\n            --pods ${pods} --hours ${hours} --faults ${all}`;
  })
  .join('\n')}

Exit codes: 0 passed: the promises held · 1 failed: one did not · 2 inconclusive · 64 wrong usage.`;

/** @throws {CommanderError} after it has printed what is wrong, or the help that was asked for */
export function parseOptions(argv: readonly string[]): Options {
  const parsed = command().parse(argv, { from: 'user' }).opts<Parsed>();
  const { defaults } = scenarios[parsed.scenario];
  const { scenario, seed, life: lifeS, report, json = false } = parsed;
  const { pods = defaults.pods, hours = defaults.hours, faults = defaults.faults } = parsed;
  return { settings: { scenario, pods, hours, lifeS, seed, faults }, report, json };
}

function command(): Command {
  return new Command('pnpm simulate')
    .description('Lets days of a whole fleet pass in virtual time, on the real code, with faults.')
    .addOption(new Option('--scenario <name>', 'what the fleet does').choices(names).default('day'))
    .option('--pods <n>', 'processes at most, 1 … 5000', wholeNumber(1, 5_000))
    .option('--hours <n>', 'virtual time, 1 … 48', wholeNumber(1, 48))
    .option('--life <s>', 'life of a token', wholeNumber(LIFE_S.least, LIFE_S.most), LIFE_S.usual)
    .option('--seed <n>', 'decides all chance of the run', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--faults <list>', 'names with commas between them, "all" or "none"', faultList)
    .option(
      '--report <dir>',
      'folder for simulation.html and simulation.json',
      'reports/simulation',
    )
    .option('--json', 'print the whole result as JSON, and nothing else')
    .addHelpText('after', HELP)
    .allowExcessArguments(false)
    .exitOverride();
}

function faultList(text: string): readonly FaultName[] {
  if (text === 'all') return usualFaults;
  if (text === 'none') return [];
  const wanted = text.split(',');
  const unknown = wanted.find((name) => !(faultNames as readonly string[]).includes(name));
  if (unknown === undefined) return faultNames.filter((name) => wanted.includes(name));
  throw new InvalidArgumentError(`There is no fault "${unknown}". Take ${faultNames.join(', ')}.`);
}
