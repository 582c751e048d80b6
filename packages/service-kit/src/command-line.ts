import { Command } from 'commander';
import { EXIT } from './exit.ts';

/** An option with a value, its variable, and its meaning. */
export type OptionRow = readonly [flags: string, variable: string, description: string];

export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionRow[];
  /** Options without a value, in commander's notation, with their meaning. */
  readonly switches: readonly (readonly [flags: string, description: string])[];
  /** Printed after the options. */
  readonly help: string;
}

export interface CommandLine {
  /** Values of options, by variable. They override the environment. */
  readonly variables: NodeJS.ProcessEnv;
  /** Switches that are set, by name without dashes. */
  readonly switches: ReadonlySet<string>;
}

/**
 * Reads a command line into variables, so that options and variables configure a service in the same way. Prints
 * `--help`, and exits with 64 on a wrong option.
 */
export function readCommandLine(
  definition: CommandDefinition,
  argv: readonly string[] = process.argv.slice(2),
): CommandLine {
  const command = new Command(definition.name).description(definition.description);
  for (const [flags, description] of definition.switches) command.option(flags, description);
  for (const [flags, , description] of definition.options) command.option(flags, description);
  command
    .addHelpText('after', `\n${definition.help}`)
    .allowExcessArguments(false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.usage))
    .parse([...argv], { from: 'user' });
  return readOptions(definition, command);
}

function readOptions({ options, switches }: CommandDefinition, command: Command): CommandLine {
  const given = command.opts<Record<string, string | true | undefined>>();
  const variables: NodeJS.ProcessEnv = {};
  for (const [flags, variable] of options) {
    const value = given[propertyOf(flags)];
    if (typeof value === 'string') variables[variable] = value;
  }
  const on = switches.filter(([flags]) => given[propertyOf(flags)] === true);
  return { variables, switches: new Set(on.map(([flags]) => nameOf(flags))) };
}

/** `--log-level <level>` is `log-level`. */
function nameOf(flags: string): string {
  return (flags.split(' ')[0] ?? '').slice(2);
}

/** And that is `logLevel` to commander. */
function propertyOf(flags: string): string {
  return nameOf(flags).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
