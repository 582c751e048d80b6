import type { z } from 'zod';
import { jsonIn } from './json.ts';
import type { ReadyFrom } from './member.ts';

/** Finds the line of JSON that says "ready", whatever else a program prints. */
export function readyLine<Ready>(schema: z.ZodType<Ready>): ReadyFrom<Ready> {
  return (line) => schema.safeParse(jsonIn(line)).data;
}
