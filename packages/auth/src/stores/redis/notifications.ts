import type { StoreEvent, Unsubscribe } from '../../ports/store.ts';
import type { RedisClient } from './connection.ts';

/** Notifications between processes, as text for the channel. */
export type RedisNotification = Exclude<StoreEvent, { kind: 'missed' }>;

export function encodeNotification(notification: RedisNotification): string {
  switch (notification.kind) {
    case 'published':
      return `published:${notification.generation}`;
    case 'invalidated':
      return `invalidated:${notification.fingerprint}`;
    case 'released':
      return 'released:';
  }
}

/** Reads what `encodeNotification` wrote; `undefined` for anything else. */
export function decodeNotification(text: string): RedisNotification | undefined {
  const [kind, value = ''] = text.split(':');
  if (kind === 'released') return { kind };
  if (kind === 'invalidated' && value !== '') return { kind, fingerprint: value };
  const generation = Number(value);
  if (kind === 'published' && Number.isSafeInteger(generation)) return { kind, generation };
  return undefined;
}

/**
 * Listens on a separate connection, as Redis requires. After an interruption it reconnects, and
 * reports that notifications may have been missed.
 */
export class NotificationFeed {
  readonly #connect: () => RedisClient;
  readonly #listeners = new Map<string, Set<(event: StoreEvent) => void>>();
  #client: RedisClient | undefined;

  constructor(connect: () => RedisClient) {
    this.#connect = connect;
  }

  on(channel: string, listener: (event: StoreEvent) => void): Unsubscribe {
    const client = this.#connected();
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    // Before the subscription is active, and if it fails, waiting processes poll.
    if (listeners.size === 1) client.subscribe(channel).catch(() => undefined);
    return () => listeners.delete(listener);
  }

  close(): void {
    this.#client?.disconnect();
    this.#client = undefined;
    this.#listeners.clear();
  }

  #connected(): RedisClient {
    if (this.#client) return this.#client;
    const client = this.#connect();
    this.#client = client;
    let connections = 0;
    client.on('ready', () => {
      connections += 1;
      if (connections > 1) this.#tellAll({ kind: 'missed' });
    });
    client.on('message', (channel: string, message: string) => {
      const notification = decodeNotification(message);
      for (const listener of (notification && this.#listeners.get(channel)) ?? [])
        listener(notification as RedisNotification);
    });
    return client;
  }

  #tellAll(event: StoreEvent): void {
    for (const listeners of this.#listeners.values()) {
      for (const listener of listeners) listener(event);
    }
  }
}
