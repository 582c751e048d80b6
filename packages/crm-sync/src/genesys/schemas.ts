import { z } from 'zod';

/** The fields that the sync needs; every other field is stored unchanged. */
const entity = z.looseObject({ id: z.string(), name: z.string() });

export const userPage = z.object({
  entities: z.array(entity.extend({ email: z.string().optional(), state: z.string().optional() })),
  pageCount: z.number().int(),
  total: z.number().int().optional(),
});

export const queuePage = z.object({
  entities: z.array(entity),
  pageCount: z.number().int(),
  total: z.number().int().optional(),
});

export const conversation = z.looseObject({
  conversationId: z.string(),
  conversationStart: z.iso.datetime({ offset: true }),
  /** Absent until the conversation ends. */
  conversationEnd: z.iso.datetime({ offset: true }).optional(),
});

/** The list is absent when there are none. */
export const conversationPage = z.object({
  conversations: z.array(conversation).default([]),
  totalHits: z.number().int().optional(),
});

export type UserPage = z.output<typeof userPage>;
export type QueuePage = z.output<typeof queuePage>;
export type Conversation = z.output<typeof conversation>;
export type ConversationPage = z.output<typeof conversationPage>;
