import type { z } from 'zod';
import type { ApiAnswer, GenesysApi } from '../genesys-api.ts';
import { assembleBoard } from './assemble.ts';
import type { Board } from './board.ts';
import { BusyError } from './busy-error.ts';
import {
  aggregateAnswer,
  aggregatesPath,
  observationAnswer,
  observationQuery,
  observationsPath,
  type QueueName,
  queueList,
  queuesPath,
  serviceLevelQuery,
} from './queries.ts';

/** Queues come and go a few times a day. */
const NAMES_MS = 5 * 60_000;

/** Where a 429 does not say how long. */
const DEFAULT_PAUSE_MS = 3_000;

export interface BoardReaderOptions {
  readonly api: Pick<GenesysApi, 'get' | 'post'>;
  /** The queues to show; none shows all that the client may see. */
  readonly queueIds: readonly string[];
  readonly pod: string;
  readonly now: () => number;
}

/** Reads a board from Genesys Cloud: two queries, and now and then the names of the queues. */
export function createBoardReader({
  api,
  queueIds,
  pod,
  now,
}: BoardReaderOptions): (previous: Board | undefined) => Promise<Board> {
  let queues: readonly QueueName[] = [];
  let namesAt = Number.NEGATIVE_INFINITY;

  const readNames = async (): Promise<void> => {
    const { entities } = parse(queueList, await api.get(queuesPath));
    queues = queueIds.length === 0 ? entities : entities.filter(({ id }) => queueIds.includes(id));
    namesAt = now();
  };
  return async (previous) => {
    if (now() - namesAt >= NAMES_MS) await readNames();
    const ids = queues.map(({ id }) => id);
    const [observations, aggregates] = await Promise.all([
      api.post(observationsPath, observationQuery(ids)),
      api.post(aggregatesPath, serviceLevelQuery(ids, now())),
    ]);
    return assembleBoard({
      queues,
      observations: parse(observationAnswer, observations).results,
      aggregates: parse(aggregateAnswer, aggregates).results,
      previous,
      now: now(),
      pod,
    });
  };
}

function parse<T>(schema: z.ZodType<T>, { status, body, retryAfter }: ApiAnswer): T {
  if (status === 429) {
    const seconds = Number(retryAfter);
    throw new BusyError(seconds > 0 ? seconds * 1_000 : DEFAULT_PAUSE_MS);
  }
  if (status !== 200) throw new Error(`Genesys Cloud answered ${status}`);
  return schema.parse(JSON.parse(body));
}
