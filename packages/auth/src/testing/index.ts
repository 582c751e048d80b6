/**
 * For tests of services that use this package: a provider without a token endpoint, and a fake
 * login and a virtual clock for the real provider.
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
