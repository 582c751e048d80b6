import * as pulumi from '@pulumi/pulumi';
import { AWS_OUTPUTS } from './aws-stack.ts';

/** The current outputs of another stack; missing ones are left out. */
export async function outputsOf(name: string): Promise<Record<string, unknown>> {
  const reference = new pulumi.StackReference('onetoken-aws', { name });
  const read = AWS_OUTPUTS.map(async (output) => {
    const { value } = await reference.getOutputDetails(output);
    return [output, value] as const;
  });
  return Object.fromEntries((await Promise.all(read)).filter(([, value]) => value !== undefined));
}
