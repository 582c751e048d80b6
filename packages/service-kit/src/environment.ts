import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from './exit.ts';

const secrets = z.registry<{ readonly secret: true }>();

/** A variable whose value may also be in a file that `NAME_FILE` names, for mounted secrets. */
export function secret(form: z.ZodString = z.string().min(1)): z.ZodOptional<z.ZodString> {
  const schema = form.optional();
  return schema.register(secrets, { secret: true });
}

/**
 * Reads the variables that a schema names. An empty variable counts as unset.
 * @throws ConfigurationError that lists every problem at once, and never a value of a secret
 */
export function readEnvironment<S extends z.ZodObject>(
  schema: S,
  environment: NodeJS.ProcessEnv = process.env,
): z.output<S> {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const [name, type] of Object.entries(schema.shape)) {
    const value = readVariable(name, secrets.has(type as z.ZodType), environment, problems);
    if (value !== undefined) values[name] = value;
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => describe(issue, values)));
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  return parsed.data;
}

function readVariable(
  name: string,
  isSecret: boolean,
  environment: NodeJS.ProcessEnv,
  problems: string[],
): string | undefined {
  const value = environment[name] || undefined;
  const file = isSecret ? environment[`${name}_FILE`] : undefined;
  if (!file) return value;
  if (value) {
    problems.push(`${name} and ${name}_FILE are both set: keep one`);
    return value;
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    problems.push(`${name}_FILE: ${(error as Error).message}`);
    return undefined;
  }
}

function describe(issue: z.core.$ZodIssue, values: Readonly<Record<string, string>>): string {
  const name = issue.path.map(String).join('.');
  if (name === '') return issue.message;
  return values[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}`;
}
