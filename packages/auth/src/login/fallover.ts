import { LoginRefusedError } from '../errors/index.ts';
import type { Events, SecretSlot } from '../ports/events.ts';
import type { Credential } from './credentials.ts';
import type { Issued } from './grant.ts';
import type { PatientGrant } from './retry.ts';

/** Asks the login with whichever secret it accepts. */
export type FalloverGrant = (request: FalloverRequest) => Promise<IssuedWith>;

export interface FalloverRequest {
  /** Secrets to try, the likeliest first; at least one. */
  readonly credentials: readonly Credential[];
  readonly failures: number;
  readonly signal: AbortSignal;
  readonly background: boolean;
  /** Told of each secret that the login refuses. */
  readonly onRefused: (credential: Credential, error: LoginRefusedError) => Promise<void>;
}

export interface IssuedWith extends Issued {
  readonly credential: Credential;
}

/**
 * Goes on to the next secret when the login answers `invalid_client`, so that a rotation needs no
 * common moment for the fleet and the login.
 */
export function withFallover(grant: PatientGrant, events: Events): FalloverGrant {
  let live: SecretSlot = 'current';
  const switchTo = ({ slot }: Credential): void => {
    if (slot === live) return;
    live = slot;
    events.emit('secret-switched', { live });
  };
  return async ({ credentials, onRefused, ...request }) => {
    for (const [index, credential] of credentials.entries()) {
      try {
        const issued = await grant({ ...request, credential });
        switchTo(credential);
        return { ...issued, credential };
      } catch (error) {
        if (!(error instanceof LoginRefusedError)) throw error;
        await onRefused(credential, error);
        const isLast = index === credentials.length - 1;
        if (isLast || error.error !== 'invalid_client') throw error;
      }
    }
    throw new TypeError('There must be a secret to try');
  };
}
