import { randomUUID } from 'node:crypto';

/** A notification channel; nothing is sent through it. */
export interface Channel {
  readonly id: string;
  readonly connectUri: string;
  readonly expires: string;
}

/** Channels per application; one more removes the oldest. */
const MAX_CHANNELS = 20;
const LIFE_MS = 86_400_000;

/** The notification channels of each client. */
export class Channels {
  readonly #byClient = new Map<string, readonly Channel[]>();

  open(clientId: string, region: string, now: number): Channel {
    const id = `streaming-0-${randomUUID()}`;
    const connectUri = `wss://streaming.${region}/channels/${id}`;
    const channel = { id, connectUri, expires: new Date(now + LIFE_MS).toISOString() };
    this.#byClient.set(clientId, [...this.of(clientId), channel].slice(-MAX_CHANNELS));
    return channel;
  }

  of(clientId: string): readonly Channel[] {
    return this.#byClient.get(clientId) ?? [];
  }
}
