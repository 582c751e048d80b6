import { z } from 'zod';

/** How many polls back the trend of a queue reaches. */
export const TREND_LENGTH = 60;

const count = z.number().int().min(0);

export const queueSchema = z.object({
  id: z.string(),
  name: z.string(),
  waiting: count,
  interacting: count,
  /** Milliseconds; null when nobody waits, or Genesys Cloud does not say. */
  longestWaitMs: z.number().nullable(),
  /** Agents on the queue, by what they do. */
  agents: z.object({ interacting: count, idle: count, notResponding: count }),
  /** Part of the last half hour's conversations answered in time, 0 … 1; null when there were none. */
  serviceLevel: z.number().min(0).max(1).nullable(),
  /** How many waited at each of the last polls, the newest last. */
  trend: z.array(count).max(TREND_LENGTH),
});

/** What the whole fleet shows: read once per interval by one pod, taken over by all others. */
export const boardSchema = z.object({
  /** When it was read, ms since epoch. */
  at: z.number(),
  /** The pod that read it. */
  readBy: z.string(),
  queues: z.array(queueSchema),
});

export type QueueFigures = z.output<typeof queueSchema>;
export type Board = z.output<typeof boardSchema>;
