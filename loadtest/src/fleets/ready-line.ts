import type { ReadyFrom } from '@onetoken/test-kit';
import type { z } from 'zod';
import { jsonIn } from './json.ts';

/** Finds the line of JSON that says "ready", whatever else a program prints. */
export function readyLine<Ready>(schema: z.ZodType<Ready>): ReadyFrom<Ready> {
  return (line) => schema.safeParse(jsonIn(line)).data;
}
