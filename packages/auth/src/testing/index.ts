/**
 * For the tests of what uses this package: a provider that makes no requests, a login and a clock for
 * the real one, and the tests that every store has to pass.
 *
 * @module
 */
export type { FakeReply, SentRequest } from './fake-login.ts';
export {
  errorReply,
  FakeLogin,
  INVALID_CLIENT,
  THROTTLED_400,
  tokenReply,
  UNAVAILABLE,
} from './fake-login.ts';
export type { StaticTokenProvider, StaticTokenProviderOptions } from './static-token-provider.ts';
export { staticTokenProvider } from './static-token-provider.ts';
export type { StoreContractTest, StoreUnderTest } from './store-contract/contract.ts';
export { storeContract } from './store-contract/contract.ts';
export { settle, VirtualClock } from './virtual-clock.ts';
