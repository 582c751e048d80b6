/**
 * For the tests of what uses this package: a provider that asks nobody, and a login and a clock
 * for the real one.
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
export { settle, VirtualClock } from './virtual-clock.ts';
