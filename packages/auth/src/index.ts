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

export type { AlertOutcome, FatalEvent, PagerDutyOptions } from './alerts/pagerduty.ts';
export { pagerDutyAlert } from './alerts/pagerduty.ts';
export type { ApiBudget } from './budget/api-budget.ts';
export { createApiBudget } from './budget/api-budget.ts';
export type {
  ApiBudgetEvent,
  ApiBudgetEventListener,
  ApiBudgetEvents,
  ApiBudgetEventType,
  ApiBudgetOptions,
} from './budget/options.ts';
export type { ApiClient, ApiClientOptions, ApiRequestOptions } from './client/api-client.ts';
export { createApiClient } from './client/api-client.ts';
export type { AzureAccessToken, AzureTokenCredential } from './client/azure.ts';
export { azureCredential } from './client/azure.ts';
export { budgetInterceptor } from './client/budget-interceptor.ts';
export type { AuthorisedFetch, AuthorisedFetchOptions } from './client/fetch.ts';
export { createFetch } from './client/fetch.ts';
export type { GenesysSdkClient, GenesysSdkConnection } from './client/genesys-sdk.ts';
export { connectGenesysSdk } from './client/genesys-sdk.ts';
export { authInterceptor } from './client/interceptor.ts';
export type { RefusedCall } from './client/unauthorised.ts';
export { replaceRefused, reportRefused } from './client/unauthorised.ts';
export type { BudgetReason, ErrorCode } from './errors/index.ts';
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
} from './errors/index.ts';
export type { SecretSource } from './login/secret-source.ts';
export type { PermissionOptions } from './permissions/check-permissions.ts';
export { checkPermissions } from './permissions/check-permissions.ts';
export type { Permission, PermissionReport } from './permissions/permission.ts';
export type { Clock } from './ports/clock.ts';
export { systemClock } from './ports/clock.ts';
export type {
  SecretSlot,
  TokenEvent,
  TokenEventListener,
  TokenEvents,
  TokenEventType,
} from './ports/events.ts';
export type { TokenProvider, TokenRequest } from './ports/provider.ts';
export type { Random } from './ports/random.ts';
export type { Send, SendRequest, SendResponse } from './ports/send.ts';
export { SendError } from './ports/send.ts';
export type {
  CredentialStore,
  PermitAnswer,
  PermitRequest,
  StoreEvent,
  TokenStore,
} from './ports/store.ts';
export type { TokenProviderOptions } from './provider/options.ts';
export { createTokenProvider } from './provider/token-provider.ts';
export type { EncryptionKey } from './shared/keyring.ts';
export type { Schedule } from './shared/schedule.ts';
export { memoryStore } from './stores/memory.ts';
export type { Endpoints } from './values/endpoints.ts';
export { Secret } from './values/secret.ts';
export type { Token } from './values/token.ts';
