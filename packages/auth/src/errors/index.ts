export type { BudgetReason } from './api-errors.ts';
export {
  ApiBudgetError,
  ForeignOriginError,
  PermissionsError,
  PermissionsUnknownError,
  TokenRejectedError,
} from './api-errors.ts';
export type { ErrorCode } from './base.ts';
export { ClosedError, OnetokenError } from './base.ts';
export type { LoginAnswer } from './login-errors.ts';
export {
  LoginEndpointError,
  LoginRefusedError,
  LoginThrottledError,
  LoginUnavailableError,
  SecretUnavailableError,
} from './login-errors.ts';
export type { StoreFailure } from './store-errors.ts';
export { StoreUnavailableError } from './store-errors.ts';
