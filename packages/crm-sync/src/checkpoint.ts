import type { Transaction } from './database/database.ts';

/** Another worker has gone on from the same point. This one stops here, and nothing of its step is written. */
export class CheckpointMovedError extends Error {
  override readonly name = 'CheckpointMovedError';

  constructor(stream: string) {
    super(`another worker has moved the checkpoint of ${stream}`);
  }
}

/** Where a stream stands: `stored` is what the database holds, as written; undefined before the first step. */
export interface Checkpoint<P> {
  readonly stored: string | undefined;
  readonly position: P;
}

/** Reads where a stream stands, or starts it. */
export async function readCheckpoint<P>(
  transaction: Transaction,
  stream: string,
  parse: (value: unknown) => P,
  start: P,
): Promise<Checkpoint<P>> {
  const rows = await transaction.all('SELECT position FROM checkpoints WHERE stream = ?', [stream]);
  const stored = rows[0]?.['position'];
  if (typeof stored !== 'string') return { stored: undefined, position: start };
  return { stored, position: parse(JSON.parse(stored)) };
}

/**
 * Moves a stream on, in the transaction that writes the rows: both happen or neither. Moves it only from where this
 * worker saw it, so of two workers one wins each step and the other learns it.
 * @throws CheckpointMovedError when another worker was first
 */
export async function moveCheckpoint<P>(
  transaction: Transaction,
  stream: string,
  from: Checkpoint<P>,
  position: P,
): Promise<Checkpoint<P>> {
  const stored = JSON.stringify(position);
  const written =
    from.stored === undefined
      ? await transaction.run(
          'INSERT INTO checkpoints (stream, position) VALUES (?, ?) ON CONFLICT (stream) DO NOTHING',
          [stream, stored],
        )
      : await transaction.run(
          'UPDATE checkpoints SET position = ? WHERE stream = ? AND position = ?',
          [stored, stream, from.stored],
        );
  if (written !== 1) throw new CheckpointMovedError(stream);
  return { stored, position };
}
