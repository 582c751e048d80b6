import {
  LoginEndpointError,
  LoginRefusedError,
  LoginThrottledError,
  LoginUnavailableError,
} from '../errors/index.ts';
import { printable } from '../login/classify.ts';
import { parseObject } from '../login/token-response.ts';
import { listRegions } from '../values/endpoints.ts';

/**
 * Why the fleet keeps quiet. It travels through the store as a note that outlives the pause by
 * `REMEMBER_MS`, so that the next failure continues the growing series instead of starting anew.
 */
export interface Cooldown {
  readonly kind: 'throttled' | 'unavailable' | 'refused' | 'no-login';
  /** Failures in a row. */
  readonly failures: number;
  readonly status?: number;
  readonly error?: string;
  readonly description?: string;
}

export const REMEMBER_MS = 120_000;

/** A cool-down as found in the store. */
export interface ActiveCooldown extends Cooldown {
  /** Time in ms until it ends; 0 when it is over and only its count is remembered. */
  readonly remainingMs: number;
}

export function encodeCooldown(cooldown: Cooldown): string {
  return JSON.stringify(cooldown);
}

const KINDS: readonly unknown[] = ['throttled', 'unavailable', 'refused', 'no-login'];

/** Reads a note and the time it has left; nonsense is `undefined`. Texts are bounded: anybody may have left it. */
export function decodeCooldown(note: string, noteRemainingMs: number): ActiveCooldown | undefined {
  const { kind, failures, status, ...said } = parseObject(note) ?? {};
  if (!KINDS.includes(kind) || !Number.isSafeInteger(failures) || Number(failures) < 0) {
    return undefined;
  }
  const error = printable(said['error'], 200);
  const description = printable(said['description'], 200);
  return {
    kind: kind as Cooldown['kind'],
    failures: Number(failures),
    ...(typeof status === 'number' && { status }),
    ...(error !== undefined && { error }),
    ...(description !== undefined && { description }),
    remainingMs: Math.max(0, noteRemainingMs - REMEMBER_MS),
  };
}

/** The error that a caller without a token gets while the cool-down lasts. */
export function errorOf(cooldown: ActiveCooldown, login: string): Error {
  const { remainingMs, failures, status = 0, error, description } = cooldown;
  switch (cooldown.kind) {
    case 'throttled':
      return new LoginThrottledError(remainingMs);
    case 'unavailable':
      return new LoginUnavailableError(error ?? 'unknown', failures, remainingMs);
    case 'refused':
      return refused(
        { status, ...(error && { error }), ...(description && { description }) },
        login,
        remainingMs,
      );
    case 'no-login':
      return notALogin(error ?? `HTTP ${status}`, status, login, remainingMs);
  }
}

/** The error for a client that the login refuses. */
export function refused(
  answer: { status: number; error?: string; description?: string },
  login: string,
  retryAfterMs = 0,
): LoginRefusedError {
  const said = [answer.error, answer.description].filter(Boolean).join(': ');
  const message =
    `${login} refuses this client (HTTP ${answer.status}, ${said}). Check client id and secret, ` +
    'that the client is active and has the client-credentials grant, and the region: ' +
    'the login of another region gives the same answer';
  return new LoginRefusedError(message, answer, retryAfterMs);
}

/** The error for an address that does not answer like a login. */
export function notALogin(
  problem: string,
  status: number,
  login: string,
  retryAfterMs = 0,
): LoginEndpointError {
  const message =
    `${login} does not answer like a Genesys Cloud login (${problem}). ` +
    `Check the region or the login URL. Known regions: ${listRegions()}`;
  return new LoginEndpointError(message, status, retryAfterMs);
}
