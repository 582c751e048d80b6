import * as pulumi from '@pulumi/pulumi';

/**
 * Everything that is wrong with the configuration of a stack, one sentence each; no secret value is among them.
 * Pulumi shows it without a stack trace, because the configuration must change and not the program.
 */
export class ConfigurationError extends pulumi.RunError {
  readonly problems: readonly string[];

  constructor(stack: string, problems: readonly string[]) {
    super([`Stack ${stack} is not configured right:`, ...problems].join('\n  - '));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
