/**
 * STAND-IN for the `aws` and `kubernetes` providers of Pulumi. It talks to nothing: it notes what the engine asks for, one line
 * of JSON each in the file named by STAND_IN_LOG, and makes up plausible answers. With it the real engine
 * runs our programs: order, secrets, state, policies and stack references are real, AWS and Kubernetes are not.
 */
import { appendFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { main, type Provider } from '@pulumi/pulumi/provider/index.js';
import { answer, found } from './answers.ts';

/** The state with the new inputs in it; what was made up for it stays. */
function merged(old: unknown, next: unknown): unknown {
  if (!isObject(old) || !isObject(next)) return next;
  const changed = Object.entries(next).map(([key, value]) => [key, merged(old[key], value)]);
  return { ...old, ...Object.fromEntries(changed) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function note(step: string, urn: string): void {
  const [type, name] = own(urn);
  const log = process.env['STAND_IN_LOG'];
  if (log) appendFileSync(log, `${JSON.stringify({ step, type, name })}\n`);
}

/** Type and name in a URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function own(urn: string): [type: string, name: string] {
  const [, , type = '', name = ''] = urn.split('::');
  return [type.split('$').at(-1) ?? '', name];
}

const provider: Provider = {
  version: '7.48.0',
  getSchema: async () => '{}',
  check: async (_urn, _olds, news) => ({ inputs: news }),
  diff: async (_id, _urn, olds, news) => ({
    changes: !isDeepStrictEqual(olds, merged(olds, news)),
  }),
  create: async (urn, inputs) => {
    note('create', urn);
    const [type, name] = own(urn);
    return { id: `${name}-id`, outs: answer(type, name, inputs) };
  },
  update: async (_id, urn, _olds, news) => {
    note('update', urn);
    const [type, name] = own(urn);
    return { outs: answer(type, name, news) };
  },
  delete: async (_id, urn) => note('delete', urn),
  invoke: async (token, inputs) => ({ outputs: found(token, inputs) }),
};

await main(provider, process.argv.slice(2));
