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
  queuesPage,
  serviceLevelQuery,
} from './queries.ts';

/** Queues change a few times a day. */
const NAMES_MS = 5 * 60_000;

/** Used if a 429 has no `Retry-After`. */
const DEFAULT_PAUSE_MS = 3_000;

export interface BoardReaderOptions {
  readonly api: Pick<GenesysApi, 'get' | 'post'>;
  /** The queues to show; empty: the first hundred that the client may see. */
  readonly queueIds: readonly string[];
  readonly pod: string;
  readonly now: () => number;
}

/** Reads a board from Genesys Cloud: two queries, and occasionally the names of the queues. */
export function createBoardReader({
  api,
  queueIds,
  pod,
  now,
}: BoardReaderOptions): (previous: Board | undefined, stop: AbortSignal) => Promise<Board> {
  let queues: readonly QueueName[] = [];
  let namesAt = Number.NEGATIVE_INFINITY;

  const readNames = async (stop: AbortSignal): Promise<void> => {
    const found: QueueName[] = [];
    for (let page = 1; ; page += 1) {
      const { entities, pageCount } = parse(queueList, await api.get(queuesPage(page), stop));
      const isShown = ({ id }: QueueName) => queueIds.length === 0 || queueIds.includes(id);
      found.push(...entities.filter(isShown));
      if (page >= pageCount || found.length >= queueIds.length) break;
    }
    queues = found;
    namesAt = now();
  };
  const readFigures = async (stop: AbortSignal) => {
    // A query without queues would be refused.
    if (queues.length === 0) return { observations: [], aggregates: [] };
    const ids = queues.map(({ id }) => id);
    const ask = (path: string, query: unknown) => api.post(path, query, stop);
    const [observations, aggregates] = await Promise.all([
      ask(observationsPath, observationQuery(ids)),
      ask(aggregatesPath, serviceLevelQuery(ids, now())),
    ]);
    return {
      observations: parse(observationAnswer, observations).results,
      aggregates: parse(aggregateAnswer, aggregates).results,
    };
  };
  return async (previous, stop) => {
    if (now() - namesAt >= NAMES_MS) await readNames(stop);
    const figures = await readFigures(stop);
    return assembleBoard({ queues, ...figures, previous, now: now(), pod });
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
