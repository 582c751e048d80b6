import { wholeNumber } from '@onetoken/report-kit';
import { Command, Option } from 'commander';
import type { ThrottleForm } from './fleets/mock.ts';

export interface DemoOptions {
  readonly quick: boolean;
  readonly pods: number;
  readonly rate: number;
  /** Seconds of load per strategy. */
  readonly duration: number;
  readonly throttleForm: ThrottleForm;
  /** Folder of `report.html` and `report.json`. */
  readonly report: string;
  readonly json?: string;
  /** No comparison: the fleet runs, with its live page, until it is stopped. */
  readonly serve: boolean;
}

const fullSeconds = 45;
const quickSeconds = 19;

const help = `
Starts a mock of Genesys Cloud, Redis and the pods on free loopback ports, runs the same load with
three ways of handling tokens, and stops everything again, also on Ctrl-C.
REDIS_URL names a Redis to use instead of a new one: it is never flushed, only keys of the run are deleted.

Exit codes: 0 the claim holds · 1 it does not · 2 inconclusive: nothing can be concluded ·
64 wrong usage · 69 something needed is missing (k6, Redis).`;

/** @throws {CommanderError} after it has printed what is wrong, or the help that was asked for */
export function parseOptions(argv: readonly string[]): DemoOptions {
  const command = new Command('script/demo')
    .description('Proves that one shared token keeps a whole fleet under the login limit.')
    .option('--quick', `${quickSeconds} s of load per strategy, and no rolling restarts`)
    .option('--pods <n>', 'service processes', wholeNumber(1, 16), 6)
    .option('--rate <n>', 'API calls per second on each pod', wholeNumber(1, 20), 10)
    .option(
      '--duration <s>',
      `seconds of load per strategy (default: ${fullSeconds})`,
      wholeNumber(5, 600),
    )
    .addOption(
      new Option('--throttle-form <form>', 'how the login says "too many"')
        .choices(['429', '400'])
        .default('429'),
    )
    .option('--report <dir>', 'folder for report.html and report.json', '.')
    .option('--json <file>', 'write the figures to this file')
    .option('--serve', 'no comparison: keep a fleet running, with its live wallboard, until Ctrl-C')
    .addHelpText('after', help)
    .allowExcessArguments(false)
    .exitOverride();
  const {
    quick = false,
    serve = false,
    duration,
    ...rest
  } = command
    .parse(argv, { from: 'user' })
    .opts<Omit<DemoOptions, 'quick' | 'serve' | 'duration'> & Partial<DemoOptions>>();
  return { ...rest, quick, serve, duration: duration ?? (quick ? quickSeconds : fullSeconds) };
}
