import { setTimeout as sleep } from 'node:timers/promises';
import { OnetokenError } from '@onetoken/auth/errors';
import type { GenesysConnection } from '@onetoken/service-kit';
import { type ApiAnswer, type GenesysApi, NoTokenError } from './genesys-api.ts';
import { callJson } from './json-call.ts';

/** Time between attempts to get the first token. The provider retries and cools down on its own schedule. */
const pauseMs = 1_000;

/** Translates errors of the provider into those of this service; passes others on. */
function asNoToken(error: unknown): unknown {
  if (!(error instanceof OnetokenError)) return error;
  const retryAfterMs = 'retryAfterMs' in error ? Number(error.retryAfterMs) : 0;
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new NoTokenError(error.message, seconds > 0 ? `${seconds}` : undefined);
}

/** One token for all calls of this process (`per-pod`), or of the whole fleet (`shared`). */
export function createCachedApi({ provider, dispatcher, close }: GenesysConnection): GenesysApi {
  const closing = new AbortController();
  let ready = false;

  async function fetchFirstToken(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await provider.getAccessToken({ signal: closing.signal });
        ready = true;
        return;
      } catch {
        // The provider's events report the failure; here it is only retried.
        await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  const call = async (path: string, body: unknown, stop?: AbortSignal): Promise<ApiAnswer> => {
    try {
      return await callJson(`${provider.endpoints.api}${path}`, { body, dispatcher, stop });
    } catch (error) {
      throw asNoToken(error);
    }
  };

  return {
    get ready() {
      return ready;
    },
    warmUp: () => void fetchFirstToken(),
    get: (path, stop) => call(path, undefined, stop),
    post: call,
    async close() {
      closing.abort();
      await close();
    },
  };
}
