import { Command } from 'commander';
import { EXIT } from './exit.ts';

/** An option with a value, the variable that it stands for, and what it means. */
export type OptionRow = readonly [flags: string, variable: string, description: string];

export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionRow[];
  /** Options without a value, as commander writes them, with what they mean. */
  readonly switches: readonly (readonly [flags: string, description: string])[];
  /** Printed after the options. */
  readonly help: string;
}

export interface CommandLine {
  /** What the options say, by variable. Takes precedence over the environment. */
  readonly variables: NodeJS.ProcessEnv;
  /** Which switches are there, by name without dashes. */
  readonly switches: ReadonlySet<string>;
}

/**
 * Reads a command line into variables, so that there is one way to configure a service, with two spellings.
 * Prints `--help` itself, and ends the process with 64 on a wrong option.
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
