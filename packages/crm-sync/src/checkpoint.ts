import type { Transaction } from './database/database.ts';

/** Another worker continued from the same point. This one stops, and writes nothing of its step. */
export class CheckpointMovedError extends Error {
  override readonly name = 'CheckpointMovedError';

  constructor(stream: string) {
    super(`another worker has moved the checkpoint of ${stream}`);
  }
}

/** The position of a stream. `stored` is the text in the database; undefined before the first step. */
export interface Checkpoint<P> {
  readonly stored: string | undefined;
  readonly position: P;
}

/** Reads the position of a stream, or starts it. */
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
 * Advances a stream in the transaction that writes the rows: both happen or neither. It advances only from the position
 * that this worker saw, so one of two workers completes each step and the other gets an error.
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
