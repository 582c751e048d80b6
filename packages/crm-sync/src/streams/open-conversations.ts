import type { Database } from '../database/database.ts';
import type { GenesysApi } from '../genesys/genesys-api.ts';
import { writeConversations } from './conversations.ts';
import type { Stream } from './step.ts';

/** Ids in one request. They are part of its URL, which must stay short. */
const BATCH = 50;

export interface OpenConversationSettings {
  /** A conversation that is older than this and still not finished is given up, in ms. */
  readonly giveUpAfterMs: number;
  readonly now: () => number;
  readonly onGivenUp: (count: number) => void;
}

/** Requests the conversations that were not finished when their window was read, each once per pass. */
export function openConversationStream(
  database: Database,
  api: GenesysApi,
  { giveUpAfterMs, now, onGivenUp }: OpenConversationSettings,
): Stream {
  let after = '';
  const step = async () => {
    const ids = await database.transaction(async (transaction) => {
      const rows = await transaction.all(
        `SELECT id FROM open_conversations WHERE id > ? ORDER BY id LIMIT ${BATCH}`,
        [after],
      );
      return rows.map((row) => String(row['id']));
    });
    if (ids.length === 0) {
      after = '';
      const before = new Date(now() - giveUpAfterMs).toISOString();
      const givenUp = await database.transaction((transaction) =>
        transaction.run('DELETE FROM open_conversations WHERE started_at < ?', [before]),
      );
      if (givenUp > 0) onGivenUp(givenUp);
      return { done: true, changed: 0, progress: 1 };
    }
    const conversations = await api.conversationsById(ids);
    const changed = await database.transaction((transaction) =>
      writeConversations(transaction, conversations),
    );
    after = ids.at(-1) ?? '';
    return { done: false, changed };
  };
  return { name: 'open conversations', step };
}
