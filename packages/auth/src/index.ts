/**
 * One OAuth 2.0 client-credentials token for a whole fleet of Genesys Cloud backends.
 *
 *     import { createTokenProvider } from '@onetoken/auth';
 *     import { redisStore } from '@onetoken/auth/redis';
 *
 *     await using provider = createTokenProvider({
 *       region: 'mypurecloud.ie', clientId, clientSecret, store: redisStore({ url }),
 *     });
 *     const token = await provider.getAccessToken();
 *
 * @module
 */
export type { ApiClient, ApiClientOptions, ApiRequestOptions } from './api-client.ts';
export { createApiClient } from './api-client.ts';
export { authInterceptor } from './auth-interceptor.ts';
export type { AuthorisedFetch, AuthorisedFetchOptions } from './authorised-fetch.ts';
export { createFetch } from './authorised-fetch.ts';
export type { AzureAccessToken, AzureTokenCredential } from './azure-credential.ts';
export { azureCredential } from './azure-credential.ts';
export type { ApiBudget } from './budget/api-budget.ts';
export { createApiBudget } from './budget/api-budget.ts';
export { budgetInterceptor } from './budget/budget-interceptor.ts';
export type {
  ApiBudgetEvent,
  ApiBudgetEventListener,
  ApiBudgetEvents,
  ApiBudgetEventType,
} from './budget/events.ts';
export type { ApiBudgetOptions } from './budget/options.ts';
export type { Clock } from './clock.ts';
export { systemClock } from './clock.ts';
export type { Endpoints } from './endpoints.ts';
export type { BudgetReason, ErrorCode } from './errors.ts';
export {
  ApiBudgetError,
  ClosedError,
  ForeignOriginError,
  LoginEndpointError,
  LoginRefusedError,
  LoginThrottledError,
  LoginUnavailableError,
  OnetokenError,
  PermissionsError,
  PermissionsUnknownError,
  SecretUnavailableError,
  StoreUnavailableError,
  TokenRejectedError,
} from './errors.ts';
export type {
  SecretSlot,
  TokenEvent,
  TokenEventListener,
  TokenEvents,
  TokenEventType,
} from './events.ts';
export type { GenesysSdkClient, GenesysSdkConnection } from './genesys-sdk.ts';
export { connectGenesysSdk } from './genesys-sdk.ts';
export type { EncryptionKey } from './keyring.ts';
export { memoryStore } from './memory-store.ts';
export type { TokenProviderOptions } from './options.ts';
export type { AlertOutcome, FatalEvent, PagerDutyOptions } from './pagerduty.ts';
export { pagerDutyAlert } from './pagerduty.ts';
export type { PermissionOptions } from './permissions/check-permissions.ts';
export { checkPermissions } from './permissions/check-permissions.ts';
export type { PermissionReport } from './permissions/compare.ts';
export type { Permission } from './permissions/permission.ts';
export type { TokenProvider, TokenRequest } from './provider.ts';
export type { Random } from './random.ts';
export type { Schedule } from './schedule.ts';
export { Secret } from './secret.ts';
export type { SecretSource } from './secret-source.ts';
export type { Send, SendRequest, SendResponse } from './send.ts';
export { SendError } from './send.ts';
export type {
  CredentialStore,
  PermitAnswer,
  PermitRequest,
  StoreEvent,
  TokenStore,
} from './store.ts';
export type { Token } from './token.ts';
export { createTokenProvider } from './token-provider.ts';
