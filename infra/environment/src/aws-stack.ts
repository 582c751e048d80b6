import { z } from 'zod';

/** Name of a stack of `onetoken-aws`, such as `organization/onetoken-aws/staging`. */
const NAME = /^[\w.-]+\/onetoken-aws\/([a-z0-9-]+)$/;

/** What is wrong with the name of the stack that `stack` takes its platform from, if anything. */
export function awsStackProblem(name: unknown, stack: string): string | undefined {
  const named = typeof name === 'string' ? NAME.exec(name)?.[1] : undefined;
  if (named === undefined) {
    return 'awsStack: must be <organisation>/onetoken-aws/<stack>; the organisation is "organization" on a backend of your own.';
  }
  return named === stack
    ? undefined
    : `awsStack: ${name} belongs to another environment; the stack ${stack} takes that of onetoken-aws with its own name.`;
}

const text = z.string().min(1);

/** The outputs of `onetoken-aws` that an environment is made from. */
const outputsSchema = z.object({
  cacheEndpoint: text,
  cachePort: z.int().min(1).max(65_535),
  /** Ranges of the subnets that the cache is in. */
  privateSubnetCidrs: z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1),
  /** ARNs by the key of a secret, such as `genesys-client` or `cache-<service>`. */
  secretArns: z.record(z.string(), text),
  /** Image repositories by service. */
  repositoryUrls: z.record(z.string(), text),
});

export const AWS_OUTPUTS = Object.keys(outputsSchema.shape);

/** The AWS side of an environment, as its stack tells it. */
export interface Platform extends z.output<typeof outputsSchema> {
  readonly name: string;
}

/** The platform, or what its stack fails to tell, one sentence each. */
export function readPlatform(
  name: string,
  outputs: Readonly<Record<string, unknown>> | undefined,
): Platform | string[] {
  if (!outputs) return [`awsStack: the outputs of ${name} are needed and were not given.`];
  const parsed = outputsSchema.safeParse(outputs);
  if (parsed.success) return { name, ...parsed.data };
  return parsed.error.issues.map(({ path, message }) => {
    const output = path.join('.');
    return outputs[String(path[0])] === undefined
      ? missing(name, output)
      : `awsStack: output ${output} of ${name} is not right: ${message}.`;
  });
}

/** The sentence about something that the stack does not tell. */
export function missing(name: string, output: string): string {
  return `awsStack: ${name} has no output ${output}; bring it up to date first: script/pulumi aws ${name.split('/').at(-1)} up.`;
}
