import * as pulumi from '@pulumi/pulumi';
import { answer, found } from '../stand-in/answers.ts';

export interface Recorded {
  readonly type: string;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of any resource type
  readonly inputs: any;
}

/** Runs a program against Pulumi's mocks and returns every resource that it registered. */
export async function record(program: () => unknown): Promise<Recorded[]> {
  const resources: Recorded[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        resources.push({ type: args.type, name: args.name, inputs: args.inputs });
        return { id: `${args.name}-id`, state: answer(args.type, args.name, args.inputs) };
      },
      call: (args) => found(args.token, args.inputs),
    },
    'onetoken-aws',
    'dev',
  );
  program();
  await pulumi.runtime.disconnect();
  return resources;
}

/** The same, run once for each set of arguments however many tests look at it. */
export function once<A extends unknown[]>(
  run: (...args: A) => Promise<Recorded[]>,
): (...args: A) => Promise<Recorded[]> {
  const runs = new Map<string, Promise<Recorded[]>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = runs.get(key) ?? run(...args);
    runs.set(key, known);
    return known;
  };
}

/** The inputs of each resource of one type, such as `ec2/vpc:Vpc`. */
// biome-ignore lint/suspicious/noExplicitAny: inputs of any resource type
export function inputsOf(resources: readonly Recorded[], type: string): any[] {
  return resources.filter((r) => r.type === `aws:${type}`).map((r) => r.inputs);
}

/** The value of an output, for tests. */
export function value<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
