import { setTimeout as sleep } from 'node:timers/promises';
import {
  authInterceptor,
  createTokenProvider,
  OnetokenError,
  type TokenEventListener,
  type TokenProvider,
  type TokenStore,
} from '@onetoken/auth';
import type { FastifyBaseLogger } from 'fastify';
import { Agent } from 'undici';
import type { Config } from './config.ts';
import { type GenesysApi, NoTokenError } from './genesys-api.ts';
import { postJson } from './json-post.ts';
import { tokenLog } from './token-log.ts';
import { openStore } from './token-store.ts';

/** Between attempts to get the first token. The provider has retried by then, and keeps to its own cool-downs. */
const pauseMs = 1_000;

async function createProvider(
  config: Config,
  store: TokenStore,
  onEvent: TokenEventListener,
): Promise<TokenProvider> {
  const { endpoints, clientId, clientSecret, nextClientSecret, allowInsecureHttp } = config;
  const encryptionKeys = await config.encryptionKeys?.();
  return createTokenProvider({
    ...{ endpoints, clientId, clientSecret, nextClientSecret, allowInsecureHttp },
    ...{ store, encryptionKeys, onEvent },
  });
}

/** The provider's errors in the words of this service; any other is passed on. */
function asNoToken(error: unknown): unknown {
  if (!(error instanceof OnetokenError)) return error;
  const retryAfterMs = 'retryAfterMs' in error ? Number(error.retryAfterMs) : 0;
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new NoTokenError(error.message, seconds > 0 ? `${seconds}` : undefined);
}

/** One token for all calls of this process (`process`), or of the whole fleet (`shared`). */
export async function createCachedApi(
  config: Config,
  logger: FastifyBaseLogger,
): Promise<GenesysApi> {
  const { store, close: closeStore } = await openStore(config);
  const provider = await createProvider(config, store, tokenLog(logger));
  const dispatcher = new Agent().compose(authInterceptor(provider));
  const closing = new AbortController();
  let ready = false;

  async function fetchFirstToken(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await provider.getAccessToken({ signal: closing.signal });
        ready = true;
        return;
      } catch {
        // Said by the provider's events; what is left to do is to try again.
        await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  return {
    get ready() {
      return ready;
    },
    warmUp: () => void fetchFirstToken(),
    async post(path, body) {
      try {
        return await postJson(`${provider.endpoints.api}${path}`, body, { dispatcher });
      } catch (error) {
        throw asNoToken(error);
      }
    },
    async close() {
      closing.abort();
      await provider.close();
      closeStore();
      await dispatcher.close();
    },
  };
}
