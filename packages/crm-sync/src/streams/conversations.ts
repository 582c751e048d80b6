import { z } from 'zod';
import { moveCheckpoint, readCheckpoint } from '../checkpoint.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { GenesysApi } from '../genesys/genesys-api.ts';
import type { Conversation } from '../genesys/schemas.ts';
import { upsert } from '../upsert.ts';
import type { Step, Stream } from './step.ts';
import { nextWindow, type WindowSettings } from './window.ts';

/** Everything that started before `from` is known. `to` and `page` are the position in an unfinished window. */
const positionSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime().optional(),
  page: z.number().int(),
});
type Position = z.output<typeof positionSchema>;

const STREAM = 'conversations';

export interface ConversationSettings extends WindowSettings {
  /** Where a new database begins. */
  readonly start: string;
  /** Rows of a full page; a shorter one is the last. */
  readonly pageSize: number;
  readonly now: () => number;
}

/**
 * Conversations by the time of their start, window after window, each window page by page. An open one is remembered in
 * `open_conversations` and requested by id later (`openConversationStream`), so that a call of many hours is not lost,
 * however far the windows have advanced.
 */
export function conversationStream(
  database: Database,
  api: GenesysApi,
  settings: ConversationSettings,
): Stream {
  const start: Position = { from: settings.start, page: 1 };
  const step = async (): Promise<Step> => {
    const from = await database.transaction((transaction) =>
      readCheckpoint(transaction, STREAM, (value) => positionSchema.parse(value), start),
    );
    const { position } = from;
    const window = nextWindow(position, settings, settings.now());
    if (window === undefined) return { done: true, changed: 0, progress: 1 };
    const { conversations } = await api.conversations(window, position.page);
    const isLast = conversations.length < settings.pageSize;
    const next: Position = isLast
      ? { from: window.to, page: 1 }
      : { ...window, page: position.page + 1 };
    const changed = await database.transaction(async (transaction) => {
      await moveCheckpoint(transaction, STREAM, from, next);
      return writeConversations(transaction, conversations);
    });
    return { done: false, changed, progress: progressOf(next, settings) };
  };
  return { name: STREAM, step };
}

/** Writes the finished ones, and remembers or forgets the others. */
export async function writeConversations(
  transaction: Transaction,
  conversations: readonly Conversation[],
): Promise<number> {
  let changed = 0;
  for (const conversation of conversations) {
    const { conversationId: id, conversationStart, conversationEnd } = conversation;
    if (conversationEnd === undefined) {
      await transaction.run(
        'INSERT INTO open_conversations (id, started_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
        [id, conversationStart],
      );
      continue;
    }
    const columns = { started_at: conversationStart, ended_at: conversationEnd };
    if (await upsert(transaction, STREAM, { id, document: conversation, columns })) changed += 1;
    await transaction.run('DELETE FROM open_conversations WHERE id = ?', [id]);
  }
  return changed;
}

function progressOf({ from }: Position, { start, lagMs, now }: ConversationSettings): number {
  const begin = Date.parse(start);
  const whole = now() - lagMs - begin;
  return whole <= 0 ? 1 : Math.min(1, (Date.parse(from) - begin) / whole);
}
