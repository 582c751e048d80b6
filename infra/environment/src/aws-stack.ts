import { z } from 'zod';

/** Name of a stack of `onetoken-aws`, such as `organization/onetoken-aws/staging`. */
const NAME = /^[\w.-]+\/onetoken-aws\/([a-z0-9-]+)$/;

/** What is wrong with the setting `awsStack` of a stack; undefined if nothing is. */
export function awsStackProblem(name: unknown, stack: string): string | undefined {
  const named = typeof name === 'string' ? NAME.exec(name)?.[1] : undefined;
  if (named === undefined) {
    return 'awsStack: must be <organisation>/onetoken-aws/<stack>; on a self-managed backend the organisation is "organization".';
  }
  return named === stack
    ? undefined
    : `awsStack: ${name} belongs to another environment; the stack ${stack} needs the stack of onetoken-aws with the same name.`;
}

const text = z.string().min(1);

/** The outputs of `onetoken-aws` that an environment uses. */
const outputsSchema = z.object({
  cacheEndpoint: text,
  cachePort: z.int().min(1).max(65_535),
  /** Ranges of the subnets of the cache. */
  privateSubnetCidrs: z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1),
  /** ARNs by the key of a secret, such as `genesys-client` or `cache-<service>`. */
  secretArns: z.record(z.string(), text),
  /** Image repositories by service. */
  repositoryUrls: z.record(z.string(), text),
});

export const AWS_OUTPUTS = Object.keys(outputsSchema.shape);

/** The AWS resources of an environment. */
export interface Platform extends z.output<typeof outputsSchema> {
  readonly name: string;
}

/** The platform, or one sentence for each output that is missing or wrong. */
export function readPlatform(
  name: string,
  outputs: Readonly<Record<string, unknown>> | undefined,
): Platform | string[] {
  if (!outputs) return [`awsStack: the outputs of ${name} are missing.`];
  const parsed = outputsSchema.safeParse(outputs);
  if (parsed.success) return { name, ...parsed.data };
  return parsed.error.issues.map(({ path, message }) => {
    const output = path.join('.');
    return outputs[String(path[0])] === undefined
      ? missing(name, output)
      : `awsStack: output ${output} of ${name} is invalid: ${message}.`;
  });
}

/** The sentence for a missing output. */
export function missing(name: string, output: string): string {
  return `awsStack: ${name} has no output ${output}; update it first: script/pulumi aws ${name.split('/').at(-1)} up.`;
}
