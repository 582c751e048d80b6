import { randomBytes } from 'node:crypto';
import { type Client, type ClientSettings, LONGEST_LIFE_S, SHORTEST_LIFE_S } from './client.ts';

export interface RegistryOptions {
  readonly defaultRegion: string;
  readonly allowShortLives: boolean;
  /** Whether there is a region of this domain. */
  readonly isRegion: (domain: string) => boolean;
}

/** A client, or a list of clients, that is not allowed. */
export class InvalidClient extends RangeError {
  override name = 'InvalidClient' as const;
}

/** The OAuth clients of all regions. */
export class ClientRegistry {
  readonly #clients = new Map<string, Client>();
  readonly #options: RegistryOptions;

  constructor(clients: readonly ClientSettings[], options: RegistryOptions) {
    this.#options = options;
    this.replace(clients);
  }

  get(id: string): Client | undefined {
    return this.#clients.get(id);
  }

  list(): Client[] {
    return [...this.#clients.values()];
  }

  /** Replaces all clients; throws and changes nothing if one is not allowed. */
  replace(clients: readonly ClientSettings[]): void {
    const settled = clients.map((client) => this.#settle(client));
    const ids = settled.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new InvalidClient(`client ${twice} is given twice`);
    this.#clients.clear();
    for (const client of settled) this.#clients.set(client.id, client);
  }

  put(client: ClientSettings): Client {
    const settled = this.#settle(client);
    this.#clients.set(settled.id, settled);
    return settled;
  }

  delete(id: string): boolean {
    return this.#clients.delete(id);
  }

  /** Replaces the client's only secret with a new random one, like the real service. */
  rotateSecret(id: string): Client | undefined {
    const client = this.#clients.get(id);
    return client && this.put({ ...client, secret: randomBytes(32).toString('base64url') });
  }

  #settle(client: ClientSettings): Client {
    const life = client.accessTokenValiditySeconds;
    if (!this.#options.allowShortLives && (life < SHORTEST_LIFE_S || life > LONGEST_LIFE_S)) {
      throw new InvalidClient(
        `client ${client.id}: accessTokenValiditySeconds ${life} is outside ${SHORTEST_LIFE_S} … ${LONGEST_LIFE_S}; set allowShortLives for shorter lives`,
      );
    }
    const region = client.region ?? this.#options.defaultRegion;
    if (!this.#options.isRegion(region)) {
      throw new InvalidClient(
        `client ${client.id}: unknown region ${region}; use a domain such as mypurecloud.ie`,
      );
    }
    return { ...client, region };
  }
}
