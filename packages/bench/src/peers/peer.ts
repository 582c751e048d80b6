/** The settings of a contestant. The same for all of them. */
export interface PeerSettings {
  /** Base address of the login, before `/oauth/token`. */
  readonly login: string;
  /** Base address of the API, before `/api/v2`. */
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Life in ms of the tokens that this login issues, as a team knows it from its OAuth client. */
  readonly lifeMs: number;
  /** The shared cache. Contestants that cannot share are never given one. */
  readonly redisUrl?: string;
}

/** One contestant, set up the way its own documentation says. */
export interface PeerClient {
  /** What a service awaits before each API call; the hot path measures exactly this. */
  readonly token: () => Promise<unknown>;
  /** The same, down to the access token. */
  accessToken(signal?: AbortSignal): Promise<string>;
  /** The token without waiting, where that is offered. */
  readonly peek?: () => string | undefined;
  /** Whether a caller can leave early by an AbortSignal. */
  readonly abortable: boolean;
  /** Reports a token that the API refused, and resolves with the one to retry with. Absent: no such call. */
  readonly refused?: (token: string) => Promise<string>;
  /** The contestant's own authorised client: calls a path of the API, resolves with the status. */
  readonly call?: (path: string) => Promise<number>;
  /** The objects that a service holds, for those who look whether they print secrets. */
  readonly inspectable: readonly unknown[];
  close(): Promise<void>;
}

/** One entry of the table. */
export interface Peer {
  /** The row's name, and the value of `--client` and `--peers`. */
  readonly name: string;
  /** The npm package; `undefined` for the bare grant. */
  readonly package: string | undefined;
  /** The call that is measured, as a reader would write it. */
  readonly call: string;
  /** Whether several processes can share a token through Redis, by what is in the box. */
  readonly shares: boolean;
  /** Whether it has an authorised client, `PeerClient.call`. */
  readonly calls: boolean;
  /** What a reader must know to interpret the row. */
  readonly note?: string;
  /** Loads the package (only now, so that processes pay for one contestant) and sets it up. */
  create(settings: PeerSettings): Promise<PeerClient>;
}

/**
 * The margin that a careful user gives to the contestants that leave it to the caller: five minutes
 * before expiry, or half of the life when that does not fit.
 */
export function marginMs(lifeMs: number): number {
  return Math.min(300_000, lifeMs / 2);
}
