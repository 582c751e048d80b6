export type { BudgetReason } from './errors/api-errors.ts';
export {
  ApiBudgetError,
  ForeignOriginError,
  PermissionsError,
  PermissionsUnknownError,
  TokenRejectedError,
} from './errors/api-errors.ts';
export type { ErrorCode } from './errors/base.ts';
export { ClosedError, OnetokenError } from './errors/base.ts';
export type { LoginAnswer } from './errors/login-errors.ts';
export {
  LoginEndpointError,
  LoginRefusedError,
  LoginThrottledError,
  LoginUnavailableError,
  SecretUnavailableError,
} from './errors/login-errors.ts';
export type { StoreFailure } from './errors/store-errors.ts';
export { StoreUnavailableError } from './errors/store-errors.ts';
