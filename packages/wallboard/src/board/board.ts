import { z } from 'zod';

/** Number of polls in the trend of a queue. */
export const TREND_LENGTH = 60;

const count = z.number().int().min(0);

export const queueSchema = z.object({
  id: z.string(),
  name: z.string(),
  waiting: count,
  interacting: count,
  /** Milliseconds; null when no one waits, or Genesys Cloud does not say. */
  longestWaitMs: z.number().nullable(),
  /** Agents on the queue, by status. */
  agents: z.object({ interacting: count, idle: count, notResponding: count }),
  /** Part of the last half hour's conversations answered in time, 0 … 1; null when there were none. */
  serviceLevel: z.number().min(0).max(1).nullable(),
  /** Number of waiting conversations at each of the last polls, the newest last. */
  trend: z.array(count).max(TREND_LENGTH),
});

/** The board of the whole fleet: one pod reads it once per interval, and all others adopt it. */
export const boardSchema = z.object({
  /** When it was read, ms since epoch. */
  at: z.number(),
  /** The pod that read it. */
  readBy: z.string(),
  queues: z.array(queueSchema),
});

export type QueueFigures = z.output<typeof queueSchema>;
export type Board = z.output<typeof boardSchema>;
