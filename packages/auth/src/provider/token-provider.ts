import { createGrant } from '../login/grant.ts';
import { Login } from '../login/login.ts';
import { withRetry } from '../login/retry.ts';
import { type MemoryLayer, withMemory } from '../memory/memory.ts';
import type { TokenProvider, TokenRequest } from '../ports/provider.ts';
import { orAborted } from '../ports/waiting.ts';
import { withStore } from '../shared/shared.ts';
import type { Token } from '../values/token.ts';
import { type Assembly, assemble } from './assembly.ts';
import { listenToFleet } from './fleet-listener.ts';
import type { TokenProviderOptions } from './options.ts';
import { Rejections } from './rejection.ts';

/**
 * Creates the provider of one credential. Nothing is requested before the first call.
 * @throws {TypeError} when an option is missing or unusable
 */
export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const parts = assemble(options);
  const grant = createGrant(parts); //                       one attempt, one deadline
  const patient = withRetry(grant, parts); //                transient failures, with backoff
  const login = new Login(patient, parts); //                the secret that is accepted, cool-downs
  const shared = withStore(login, parts); //                 one request per fleet
  const memory = withMemory(shared, parts); //               the hot path
  const rejections = new Rejections(memory, parts); //   what a 401 means
  return createFacade(parts, memory, rejections);
}

function createFacade(parts: Assembly, memory: MemoryLayer, rejections: Rejections): TokenProvider {
  const stopListening = listenToFleet(memory, rejections, parts);
  const close = once(() => end(parts, memory, stopListening));

  async function getToken({ signal, forceRefresh }: TokenRequest = {}): Promise<Token> {
    signal?.throwIfAborted();
    const old = forceRefresh ? memory.inUse() : undefined;
    if (old) await orAborted(rejections.invalidate(old.token.accessToken), signal);
    return (await orAborted(memory.held(), signal)).token;
  }

  return {
    endpoints: parts.endpoints,
    scope: parts.scope,
    // No async frame and no allocation here: this is what every API call goes through.
    getAccessToken: (request) =>
      request === undefined
        ? memory.accessToken()
        : getToken(request).then(({ accessToken }) => accessToken),
    getToken,
    peek: () => memory.peek(),
    async invalidate(token) {
      if (close.wasCalled()) return;
      const accessToken = typeof token === 'string' ? token : token.accessToken;
      if (await rejections.invalidate(accessToken)) parts.renewal.expect();
    },
    confirmRejection: (token) => rejections.confirm(token),
    on: parts.events.on,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function end(parts: Assembly, memory: MemoryLayer, stopListening: () => void): Promise<void> {
  stopListening();
  await memory.close();
  await parts.publisher.close();
  await parts.credentialStore.close();
  await parts.closeSend();
}

/** Runs it at the first call; later calls get the same promise. */
function once(run: () => Promise<void>): { (): Promise<void>; wasCalled(): boolean } {
  let running: Promise<void> | undefined;
  const call = (): Promise<void> => {
    running ??= run();
    return running;
  };
  return Object.assign(call, { wasCalled: () => running !== undefined });
}
