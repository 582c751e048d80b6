/** What a child process may ask of the bench, and get an answer to. */
export interface Questions {
  /** Resolves once all members of the fleet ask. */
  readonly barrier: () => Promise<void>;
  readonly counts: () => Promise<import('../login/fake-login.ts').Counts>;
  readonly setLogin: (
    change: Partial<import('../login/fake-login.ts').LoginSettings>,
  ) => Promise<void>;
  readonly tokenStatus: (token: string) => Promise<import('../login/issued-tokens.ts').TokenStatus>;
  readonly revoke: (token: string) => Promise<void>;
  readonly freezeRedis: () => Promise<void>;
  readonly killRedis: () => Promise<void>;
  /** Starts a second process that asks for a token, and kills it while the login keeps it waiting. */
  readonly killHolderMidway: () => Promise<void>;
  /** Stops the asking process (SIGSTOP) for so many ms. */
  readonly stopMe: (ms: number) => Promise<void>;
}

export type Question = keyof Questions;

export type FromChild =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: Question;
      readonly argument: unknown;
    }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ToChild {
  readonly id: number;
  readonly value: unknown;
}
