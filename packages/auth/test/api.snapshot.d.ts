// dist/alerts/pagerduty.d.ts
import { type Clock } from '../ports/clock.ts';
import type { TokenEvent } from '../ports/events.ts';
import { type Send } from '../ports/send.ts';
export interface PagerDutyOptions {
    /** Integration key of an Events API v2 service. */
    readonly routingKey: string;
    /** @default 'https://events.pagerduty.com/v2/enqueue' */
    readonly url?: string | undefined;
    /** Name of the service that is affected. */
    readonly component?: string | undefined;
    /** Host that the alert names. @default os.hostname() */
    readonly source?: string | undefined;
    /** Ports, for tests. */
    readonly send?: Send | undefined;
    readonly clock?: Clock | undefined;
}
/** `raised`; `left-to-another`: a process of the fleet has already; or why it could not be. */
export type AlertOutcome = {
    readonly kind: 'raised';
} | {
    readonly kind: 'left-to-another';
} | {
    readonly kind: 'failed';
    readonly reason: string;
};
export type FatalEvent = Extract<TokenEvent, {
    type: 'fatal';
}>;
/**
 * Raises the alert for a `fatal` event through the PagerDuty Events API v2: only the process of the
 * fleet with `alert: true` sends it, with a key that is common to the fleet, so that PagerDuty
 * merges a second alert. Never rejects, because a service must be able to stop also without PagerDuty.
 * @returns a function to call with the event; await it before the process ends
 */
export declare function pagerDutyAlert(options: PagerDutyOptions): (event: FatalEvent) => Promise<AlertOutcome>;

// dist/budget/api-budget.d.ts
import { type ApiBudgetEventListener, type ApiBudgetOptions } from './options.ts';
/** The fleet's budget of API calls. For use with `budgetInterceptor` or `createApiClient`. */
export interface ApiBudget extends AsyncDisposable {
    /** Takes a permit if one is available. Never waits. */
    tryTake(): boolean;
    /**
     * Waits for a permit.
     * @throws {ApiBudgetError} when it would take longer than `maxWaitMs`
     */
    take(signal?: AbortSignal): Promise<void>;
    /**
     * Reports a 429 of the API: no process of the fleet makes calls for `retryAfterMs`. A wait of
     * more than two windows does not belong to the token's limit (some APIs have a daily limit) and
     * is ignored.
     */
    pause(retryAfterMs: number): void;
    /** Listens to every event. Returns a function that ends it. */
    on(listener: ApiBudgetEventListener): () => void;
    /** Ends the connection; callers still waiting get `ERR_CLOSED`. */
    close(): Promise<void>;
}
/**
 * Keeps all processes that share a token under the limit that the API sets to it, in any window.
 * @throws {TypeError} when an option is unusable
 */
export declare function createApiBudget(options: ApiBudgetOptions): ApiBudget;

// dist/budget/options.d.ts
import type { BudgetReason, StoreFailure } from '../errors/index.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventOf } from '../ports/events.ts';
import type { TokenProvider } from '../ports/provider.ts';
import type { Random } from '../ports/random.ts';
import type { TokenStore } from '../ports/store.ts';
export interface ApiBudgetOptions {
    /** Whose token the calls carry: the limit is the token's. */
    readonly provider: TokenProvider;
    /**
     * The store of the fleet; preferably the store of the provider, whose connection is then shared. Only
     * `redisStore` can share a budget. @default none: the process keeps to its own share
     */
    readonly store?: TokenStore | undefined;
    /**
     * Calls in a window, at least 1. @default 300, the organisation limit
     * `client.credentials.token.rate.per.minute` of Genesys Cloud
     */
    readonly limit?: number | undefined;
    /** Length of a window in ms, at least 1_000. @default 60_000 */
    readonly windowMs?: number | undefined;
    /**
     * How long a call may wait for a permit, in ms; 0 refuses at once. A call that would have to wait
     * longer is refused without waiting. @default 10_000
     */
    readonly maxWaitMs?: number | undefined;
    /**
     * How many processes use the token. Without a store that answers, each keeps to
     * `limit / processes`. @default 1
     */
    readonly processes?: number | undefined;
    /**
     * Receives events: calls that were not sent, pauses, and a store that became unavailable or
     * available. The same as `budget.on(listener)`.
     */
    readonly onEvent?: ApiBudgetEventListener | undefined;
    /** @default systemClock */
    readonly clock?: Clock | undefined;
    /** @default Math.random */
    readonly random?: Random | undefined;
}
export interface BudgetSettings {
    readonly limit: number;
    readonly windowMs: number;
    readonly maxWaitMs: number;
    readonly processes: number;
}
/** @throws {TypeError} naming the option that is unusable */
export declare function checkBudgetOptions(options: ApiBudgetOptions): BudgetSettings;
/** What a budget tells about itself, by type; also on the diagnostics channel `onetoken:<type>`. */
export interface ApiBudgetEvents {
    /** Number of calls that were not sent. */
    'budget-refused': {
        readonly calls: number;
        readonly reason: BudgetReason;
        readonly retryAfterMs: number;
    };
    /** The API answered 429 to this process, which paused the fleet. */
    'budget-paused': {
        readonly ms: number;
    };
    /** The store does not answer: this process uses its own share. */
    'budget-alone': {
        readonly reason: StoreFailure;
    };
    /** The store answers again. */
    'budget-shared': object;
}
export type ApiBudgetEventType = keyof ApiBudgetEvents;
export type ApiBudgetEvent<T extends ApiBudgetEventType = ApiBudgetEventType> = EventOf<ApiBudgetEvents, T>;
export type ApiBudgetEventListener = (event: ApiBudgetEvent) => void;

// dist/client/api-client.d.ts
import { type Dispatcher } from 'undici';
import type { ApiBudget } from '../budget/api-budget.ts';
import type { TokenProvider } from '../ports/provider.ts';
/** Calls the API of one region with the provider's token. Follows no redirects. */
export interface ApiClient extends AsyncDisposable {
    /** For use with undici's own functions, such as `fetch(url, { dispatcher })`. */
    readonly dispatcher: Dispatcher;
    /**
     * Sends one request. `path` starts with `/`, as in `/api/v2/routing/queues`. The answer is
     * undici's, whatever its status; consume its body.
     * @throws {OnetokenError} when there is no token, or the path leads out of the API
     */
    request(path: string, options?: ApiRequestOptions): Promise<Dispatcher.ResponseData>;
    /** Ends the connections, but not the provider. */
    close(): Promise<void>;
}
export type ApiRequestOptions = Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'> & {
    /** @default 'GET' */
    readonly method?: Dispatcher.HttpMethod | undefined;
};
export interface ApiClientOptions {
    readonly provider: TokenProvider;
    /** Keeps the fleet under the API's limit. The caller closes it. @default no limit */
    readonly budget?: ApiBudget | undefined;
    /**
     * The dispatcher of the requests, such as a `ProxyAgent`. The caller closes it.
     * @default a separate Agent
     */
    readonly dispatcher?: Dispatcher | undefined;
}
export declare function createApiClient(options: ApiClientOptions): ApiClient;

// dist/client/azure.d.ts
import type { TokenProvider } from '../ports/provider.ts';
/** The shape of `TokenCredential` in the Azure SDKs, so that their pipelines can use the token. */
export interface AzureTokenCredential {
    getToken(scopes?: string | string[], options?: {
        readonly abortSignal?: AbortSignal | undefined;
    }): Promise<AzureAccessToken>;
}
/** Times are ms since the epoch. */
export interface AzureAccessToken {
    readonly token: string;
    readonly expiresOnTimestamp: number;
    readonly refreshAfterTimestamp: number;
}
/**
 * The provider as an Azure-shaped credential. Scopes are ignored: for client credentials Genesys
 * Cloud grants by role, not by scope.
 */
export declare function azureCredential(provider: TokenProvider): AzureTokenCredential;

// dist/client/budget-interceptor.d.ts
import type { Dispatcher } from 'undici';
import type { ApiBudget } from '../budget/api-budget.ts';
/**
 * An undici interceptor that sends a request only with a permit of the fleet's budget, and pauses
 * the fleet when the API answers 429. Compose it before the authorisation, so that the retry after
 * a 401 is counted, too:
 * `new Agent().compose(budgetInterceptor(budget)).compose(authInterceptor(provider))`.
 * A request without a permit fails with `ERR_API_BUDGET`, and was not sent.
 */
export declare function budgetInterceptor(budget: ApiBudget): Dispatcher.DispatcherComposeInterceptor;

// dist/client/fetch.d.ts
import { type Dispatcher, type RequestInit, type Response } from 'undici';
import type { TokenProvider } from '../ports/provider.ts';
/** `fetch` with the provider's token. The answer is a web `Response`. */
export type AuthorisedFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;
export interface AuthorisedFetchOptions {
    readonly provider: TokenProvider;
    /**
     * The dispatcher of the requests, such as a `ProxyAgent`.
     * @default undici's global dispatcher
     */
    readonly dispatcher?: Dispatcher | undefined;
}
/**
 * A `fetch` for the API of the provider's region. `input` may be a path, as in
 * `/api/v2/routing/queues`. On a 401 it drops that token and repeats the call once with a new one,
 * unless the body is a stream. It follows no redirect: the 3xx is the answer.
 * @throws {ForeignOriginError} instead of sending the token to another origin
 */
export declare function createFetch({ provider, dispatcher }: AuthorisedFetchOptions): AuthorisedFetch;

// dist/client/genesys-sdk.d.ts
import type { TokenProvider } from '../ports/provider.ts';
/** The part of the official SDK's `ApiClient` that is used (npm `purecloud-platform-client-v2`). */
export interface GenesysSdkClient {
    setAccessToken(token: string): void;
}
export interface GenesysSdkConnection extends Disposable {
    /**
     * Runs a call of the SDK with the current token; on a 401 once more with a new one. The SDK
     * itself neither renews a token nor handles the 401 of this grant.
     */
    call<T>(run: () => Promise<T>): Promise<T>;
}
/**
 * Keeps the `accessToken` of an official SDK client current. Point the client at the provider's
 * region yourself (`setEnvironment`), and do not log in with it.
 *
 *     using genesys = connectGenesysSdk(platformClient.ApiClient.instance, provider);
 *     const queues = await genesys.call(() => routing.getRoutingQueues());
 */
export declare function connectGenesysSdk(client: GenesysSdkClient, provider: TokenProvider): GenesysSdkConnection;

// dist/client/interceptor.d.ts
import type { Dispatcher } from 'undici';
import type { TokenProvider } from '../ports/provider.ts';
/**
 * An undici interceptor that authorises every request: `new Agent().compose(authInterceptor(provider))`.
 * On a 401 it drops that token and repeats the request once with a new one, unless its body is a
 * stream or an iterator. Requests to any other origin than the API's fail with `ERR_FOREIGN_ORIGIN`.
 */
export declare function authInterceptor(provider: TokenProvider): Dispatcher.DispatcherComposeInterceptor;

// dist/client/unauthorised.d.ts
import type { TokenProvider } from '../ports/provider.ts';
export interface RefusedCall {
    /** Ends the wait of this caller; the work for other callers continues. */
    readonly signal?: AbortSignal | undefined;
    /** False for a body that the first attempt has consumed, such as a stream. @default true */
    readonly isRepeatable?: boolean | undefined;
}
/**
 * What a 401 of the API means, for any HTTP client: drops this token in the whole fleet, and returns
 * the one to repeat the call with. The adapters of this package are built on it.
 *
 *     const first = await send(token);
 *     if (first.status !== 401) return first;
 *     const replacement = await replaceRefused(provider, token, { signal });
 *     if (replacement === undefined) return first;
 *     const second = await send(replacement);
 *     if (second.status === 401) reportRefused(provider, replacement);
 *     return second;
 *
 * Returns `undefined` if the call is not to be repeated: give the 401 to the caller. That is so for a
 * call that is not repeatable (its next call gets another token), and when the fleet replaced the
 * token less than `forcedRefreshMs` ago: an API that refuses every token must not cause a storm of
 * token requests. The provider then checks in the background whether the client is out of service,
 * and reports that by `onFatal` and the event `fatal`; the caller does not wait for it.
 * @throws {OnetokenError} when there is no other token
 * @throws the reason of `signal` as soon as that aborts
 */
export declare function replaceRefused(provider: TokenProvider, token: string, { signal, isRepeatable }?: RefusedCall): Promise<string | undefined>;
/**
 * For a 401 to the repetition: checks in the background whether the API refuses the replacement
 * everywhere. If so, the client is out of service: the provider calls `onFatal` and emits `fatal`.
 */
export declare function reportRefused(provider: TokenProvider, replacement: string): void;

// dist/environment/index.d.ts
/**
 * The provider of a program that is configured by environment variables, as every service, the agent and the
 * examples are:
 *
 *     import { providerFromEnvironment } from '@onetoken/auth/environment';
 *
 *     await using provider = providerFromEnvironment();
 *
 * @module
 */
import type { TokenProvider } from '../ports/provider.ts';
import type { TokenStore } from '../ports/store.ts';
import type { TokenProviderOptions } from '../provider/options.ts';
import { type Environment } from './reader.ts';
import { type GenesysSettings } from './settings.ts';
export type { Environment, EnvironmentProblem } from './reader.ts';
export { EnvironmentError, EnvironmentReader, readEnvironment } from './reader.ts';
export type { GenesysSettings, RedisSettings, RegionSettings } from './settings.ts';
export { readGenesysSettings, readRegionSettings } from './settings.ts';
/** Options of `createTokenProvider` that the environment does not name. */
export interface EnvironmentProviderOptions extends Omit<TokenProviderOptions, keyof GenesysSettings> {
    /** @default process.env */
    readonly environment?: Environment | undefined;
}
/**
 * A token provider from environment variables: region or addresses, client, secrets (also from `…_FILE`), encryption
 * keys, and the store in Redis if `REDIS_URL` is set, else in this process.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export declare function providerFromEnvironment(options?: EnvironmentProviderOptions): TokenProvider;
/**
 * The same variables as settings, for a program that creates the parts itself: they fit `createTokenProvider`, and
 * `settings.redis` fits `redisStore` and `createRedisClient`.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export declare function settingsFromEnvironment(environment?: Environment): GenesysSettings;
/**
 * Where the token lives: in the Redis that the environment names, else in this process. ioredis is loaded only when
 * there is a Redis.
 */
export declare function storeFromSettings({ redis }: Pick<GenesysSettings, 'redis'>): TokenStore;

// dist/environment/reader.d.ts
import { OnetokenError } from '../errors/index.ts';
import { type SecretSource } from '../login/secret-source.ts';
/** Variables by name, such as `process.env`. An empty one counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** A variable that is missing or cannot be used. */
export interface EnvironmentProblem {
    readonly variable: string;
    /** Names the variable, quotes its value unless it may be a secret, and says what to do. */
    readonly message: string;
}
/** Variables are missing or cannot be used. The message lists all of them, one a line, and quotes no secret. */
export declare class EnvironmentError extends OnetokenError {
    readonly name = "EnvironmentError";
    readonly code = "ERR_ENVIRONMENT";
    readonly problems: readonly EnvironmentProblem[];
    constructor(problems: readonly EnvironmentProblem[]);
}
/**
 * Reads variables, and collects what is wrong with them. Methods return `undefined` for a variable that is unset, and
 * for one that cannot be used.
 */
export declare class EnvironmentReader {
    #private;
    readonly problems: EnvironmentProblem[];
    constructor(environment: Environment);
    text(variable: string): string | undefined;
    /**
     * Reports a variable.
     * @param problem follows its name, and says what to do
     * @param harmless a value that matches is quoted; any other may be a secret in the wrong place
     */
    reject(variable: string, problem: string, harmless?: RegExp): void;
    /** `1`, or `0` and unset. */
    flag(variable: string): boolean;
    /** The value of a secret, from the variable or from the file that `<variable>_FILE` names. */
    secret(variable: string): string | undefined;
    /** The same, for a secret that may change while the program runs: a file is read again for each login. */
    secretSource(variable: string): SecretSource | undefined;
    /** The text of the file that a variable names. */
    file(variable: string): string | undefined;
}
/**
 * Reads variables with a function of yours, and reports everything that is wrong at once.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export declare function readEnvironment<T>(environment: Environment, read: (variables: EnvironmentReader) => T): T;

// dist/environment/settings.d.ts
import type { SecretSource } from '../login/secret-source.ts';
import { type Endpoints } from '../values/endpoints.ts';
import type { EnvironmentReader } from './reader.ts';
/** Where login and API are: a region, or the addresses of a mock or a gateway. */
export interface RegionSettings {
    readonly region: string | undefined;
    readonly endpoints: Endpoints | undefined;
    readonly allowInsecureHttp: boolean;
}
/** The shared cache; fits `redisStore` and `createRedisClient`. */
export interface RedisSettings {
    readonly url: string;
    readonly connection: {
        readonly tls: {
            readonly ca: string;
        };
    } | undefined;
    readonly cluster: boolean;
    readonly prefix: string;
}
/** What the environment says about client, region and cache; fits `createTokenProvider`. */
export interface GenesysSettings extends RegionSettings {
    readonly clientId: string;
    readonly clientSecret: SecretSource;
    readonly nextClientSecret: SecretSource | undefined;
    readonly encryptionKeys: string | undefined;
    readonly redis: RedisSettings | undefined;
}
export declare function readGenesysSettings(variables: EnvironmentReader): GenesysSettings;
export declare function readRegionSettings(variables: EnvironmentReader): RegionSettings;

// dist/errors/api-errors.d.ts
import { OnetokenError } from './base.ts';
/** The API rejects even a new token, and `HEAD /api/v2/tokens/me` confirms it. */
export declare class TokenRejectedError extends OnetokenError {
    readonly name = "TokenRejectedError";
    readonly code = "ERR_TOKEN_REJECTED";
    constructor();
}
/** A request would have carried the token to a host that is not the API of its region. */
export declare class ForeignOriginError extends OnetokenError {
    readonly name = "ForeignOriginError";
    readonly code = "ERR_FOREIGN_ORIGIN";
    constructor(origin: string, expected: string);
}
/** Why an API call is not sent. */
export type BudgetReason = 'used-up' | 'paused';
/** The call was not sent: the fleet's budget has no permit for it within its waiting time. */
export declare class ApiBudgetError extends OnetokenError {
    readonly name = "ApiBudgetError";
    readonly code = "ERR_API_BUDGET";
    /** `used-up`: the fleet has made all calls of this window. `paused`: the API answered 429. */
    readonly reason: BudgetReason;
    /** Time in ms until calls can be sent again. */
    readonly retryAfterMs: number;
    constructor(reason: BudgetReason, retryAfterMs: number);
}
/** The client lacks a required permission, or, in strict mode, has more than required. */
export declare class PermissionsError extends OnetokenError {
    readonly name = "PermissionsError";
    readonly code = "ERR_PERMISSIONS";
    /** Required, but granted by no role of the client. */
    readonly missing: readonly string[];
    /** Granted but not required. */
    readonly broader: readonly string[];
    constructor(missing: readonly string[], broader: readonly string[]);
}
/** The API did not return the permissions of the client. */
export declare class PermissionsUnknownError extends OnetokenError {
    readonly name = "PermissionsUnknownError";
    readonly code = "ERR_PERMISSIONS_UNKNOWN";
    /** What happened instead, such as `HTTP 503` or `timeout`. */
    readonly reason: string;
    constructor(reason: string);
}

// dist/errors/base.d.ts
/** Every `code` of an error of this package. */
export type ErrorCode = 'ERR_LOGIN_REFUSED' | 'ERR_LOGIN_THROTTLED' | 'ERR_LOGIN_UNAVAILABLE' | 'ERR_LOGIN_ENDPOINT' | 'ERR_TOKEN_REJECTED' | 'ERR_SECRET_UNAVAILABLE' | 'ERR_STORE_UNAVAILABLE' | 'ERR_FOREIGN_ORIGIN' | 'ERR_PERMISSIONS' | 'ERR_PERMISSIONS_UNKNOWN' | 'ERR_API_BUDGET' | 'ERR_ENVIRONMENT' | 'ERR_CLOSED';
/**
 * Base of all errors of this package. `code` is stable, the message is not. No error carries a
 * secret, a token, a request or a response.
 */
export declare abstract class OnetokenError extends Error {
    abstract readonly code: ErrorCode;
}
/** A time in ms, for messages. */
export declare function seconds(ms: number): string;
/** The provider was closed. */
export declare class ClosedError extends OnetokenError {
    readonly name = "ClosedError";
    readonly code = "ERR_CLOSED";
    constructor(what?: string);
}

// dist/errors/index.d.ts
export type { BudgetReason } from './api-errors.ts';
export { ApiBudgetError, ForeignOriginError, PermissionsError, PermissionsUnknownError, TokenRejectedError, } from './api-errors.ts';
export type { ErrorCode } from './base.ts';
export { ClosedError, OnetokenError } from './base.ts';
export type { LoginAnswer } from './login-errors.ts';
export { LoginEndpointError, LoginRefusedError, LoginThrottledError, LoginUnavailableError, SecretUnavailableError, } from './login-errors.ts';
export type { StoreFailure } from './store-errors.ts';
export { StoreUnavailableError } from './store-errors.ts';

// dist/errors/login-errors.d.ts
import { OnetokenError } from './base.ts';
/** An error response of a token endpoint, in the terms of RFC 6749 section 5.2. */
export interface LoginAnswer {
    readonly status: number;
    /** The `error` field, bounded and printable. */
    readonly error?: string | undefined;
    /** The `error_description` field, bounded and printable. */
    readonly description?: string | undefined;
}
/**
 * The token endpoint refused the client permanently: wrong id or secret, disabled client, wrong
 * region. A retry is useless until the configuration changes.
 */
export declare class LoginRefusedError extends OnetokenError {
    readonly name = "LoginRefusedError";
    readonly code = "ERR_LOGIN_REFUSED";
    readonly status: number;
    readonly error: string | undefined;
    readonly description: string | undefined;
    /** Time in ms until the next token request; 0 if this one was just sent. */
    readonly retryAfterMs: number;
    /** @param login base of the token endpoint, for the message */
    constructor(login: string, answer: LoginAnswer, retryAfterMs?: number);
}
/** The address did not answer like a token endpoint of Genesys Cloud: wrong region, wrong URL, or a proxy in between. */
export declare class LoginEndpointError extends OnetokenError {
    readonly name = "LoginEndpointError";
    readonly code = "ERR_LOGIN_ENDPOINT";
    readonly status: number;
    /** Time in ms until the next token request; 0 if this one was just sent. */
    readonly retryAfterMs: number;
    /**
     * @param login base of the token endpoint, for the message
     * @param problem what came instead of a token, such as `HTTP 404`
     */
    constructor(login: string, problem: string, status: number, retryAfterMs?: number);
}
/** The token endpoint throttles this client. The whole fleet sends no token request for `retryAfterMs`. */
export declare class LoginThrottledError extends OnetokenError {
    readonly name = "LoginThrottledError";
    readonly code = "ERR_LOGIN_THROTTLED";
    /** Time in ms until the next token request is allowed. */
    readonly retryAfterMs: number;
    constructor(retryAfterMs: number);
}
/** The token endpoint was unreachable, too slow, or failed. */
export declare class LoginUnavailableError extends OnetokenError {
    readonly name = "LoginUnavailableError";
    readonly code = "ERR_LOGIN_UNAVAILABLE";
    /** What went wrong, such as `HTTP 503`, `timeout` or `ECONNREFUSED`. */
    readonly reason: string;
    /** Consecutive failed attempts of the whole fleet, as far as this process knows. */
    readonly attempts: number;
    /** Time in ms until the next token request, if known. */
    readonly retryAfterMs: number | undefined;
    constructor(reason: string, attempts: number, retryAfterMs?: number);
}
/** The function or file of a secret failed. */
export declare class SecretUnavailableError extends OnetokenError {
    readonly name = "SecretUnavailableError";
    readonly code = "ERR_SECRET_UNAVAILABLE";
}

// dist/errors/store-errors.d.ts
import { OnetokenError } from './base.ts';
/** Why a store could not answer. */
export type StoreFailure = 'timeout' | 'disconnected' | 'breaker-open' | 'read-only' | 'out-of-memory' | 'access-denied' | 'error';
/** The shared store did not answer. It appears only in events: the provider continues without the store. */
export declare class StoreUnavailableError extends OnetokenError {
    readonly name = "StoreUnavailableError";
    readonly code = "ERR_STORE_UNAVAILABLE";
    readonly reason: StoreFailure;
    constructor(reason: StoreFailure, detail?: string);
}

// dist/index.d.ts
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
export type { ApiBudgetEvent, ApiBudgetEventListener, ApiBudgetEvents, ApiBudgetEventType, ApiBudgetOptions, } from './budget/options.ts';
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
export { ApiBudgetError, ClosedError, ForeignOriginError, LoginEndpointError, LoginRefusedError, LoginThrottledError, LoginUnavailableError, OnetokenError, PermissionsError, PermissionsUnknownError, SecretUnavailableError, StoreUnavailableError, TokenRejectedError, } from './errors/index.ts';
export type { SecretSource } from './login/secret-source.ts';
export type { PermissionOptions } from './permissions/check-permissions.ts';
export { checkPermissions } from './permissions/check-permissions.ts';
export type { Permission, PermissionReport } from './permissions/permission.ts';
export type { Clock } from './ports/clock.ts';
export { systemClock } from './ports/clock.ts';
export type { SecretSlot, TokenEvent, TokenEventListener, TokenEvents, TokenEventType, } from './ports/events.ts';
export type { TokenProvider, TokenRequest } from './ports/provider.ts';
export type { Random } from './ports/random.ts';
export type { Send, SendRequest, SendResponse } from './ports/send.ts';
export { SendError } from './ports/send.ts';
export type { CredentialStore, PermitAnswer, PermitRequest, StoreEvent, TokenStore, } from './ports/store.ts';
export type { TokenProviderOptions } from './provider/options.ts';
export { createTokenProvider } from './provider/token-provider.ts';
export type { EncryptionKey } from './shared/keyring.ts';
export type { Schedule } from './shared/schedule.ts';
export { memoryStore } from './stores/memory.ts';
export type { Endpoints } from './values/endpoints.ts';
export { Secret } from './values/secret.ts';
export type { Token } from './values/token.ts';

// dist/login/credentials.d.ts
import { type Clock } from '../ports/clock.ts';
import type { SecretSlot } from '../ports/events.ts';
import type { Secret } from '../values/secret.ts';
import { type SecretSource } from './secret-source.ts';
/** A client secret with what is derived from it. */
export interface Credential {
    readonly slot: SecretSlot;
    readonly secret: Secret;
    /** Keyed hash: distinguishes secrets in the store without revealing them. */
    readonly id: string;
    /** The default key that encrypts tokens in the store. */
    readonly sealingKey: SealingKey;
}
/** A key that encrypts tokens. The id is part of the entry's name, so it is public. */
export interface SealingKey {
    readonly id: string;
    readonly key: Uint8Array;
}
/** Names login and client in the store; 22 characters of base64url. Never depends on a secret. */
export declare function scopeOf(login: string, clientId: string): string;
interface SecretSources {
    readonly current: SecretSource;
    readonly next?: SecretSource | undefined;
}
interface ReadingOptions {
    readonly clock: Clock;
    /** How long a source may take. */
    readonly deadlineMs: number;
    /** Called with the reason if the source of the next secret fails. */
    readonly onNextUnavailable: (error: Error) => void;
}
/**
 * Reads the secrets that are configured now. The next one is left out if it is missing, unavailable
 * or equal, because it is needed only during a rotation.
 */
export declare function readCredentials({ current, next }: SecretSources, scope: string, options: ReadingOptions): Promise<readonly Credential[]>;
/** Reads at most once a second, a success or a failure. */
export declare function sharedReading<T>(clock: Clock, read: () => Promise<T>): () => Promise<T>;
export declare function deriveCredential(slot: SecretSlot, secret: Secret, scope: string): Credential;
export {};

// dist/login/secret-source.d.ts
import type { Clock } from '../ports/clock.ts';
import { Secret } from '../values/secret.ts';
/**
 * The source of a secret: the value, a function that fetches it, or a file (for example a mounted
 * Kubernetes secret). Functions and files are read each time this process reads the store or
 * requests a token, a few times a day, so a rotated secret needs no restart. Without a token they
 * are read at most once a second.
 */
export type SecretSource = string | Secret | (() => string | Secret | Promise<string | Secret>) | {
    readonly file: string;
};
interface SecretLimit {
    readonly clock: Clock;
    readonly deadlineMs: number;
}
/** @throws {SecretUnavailableError} when the source fails, yields nothing, or takes too long. */
export declare function readSecret(source: SecretSource, option: string, { clock, deadlineMs: ms }: SecretLimit): Promise<Secret>;
/** The secret in the text of a file: editors and `echo` end it with a line break. */
export declare function secretIn(text: string): string;
export {};

// dist/opentelemetry/instrument.d.ts
import { type Meter, type Tracer } from '@opentelemetry/api';
import type { ApiBudget } from '../budget/api-budget.ts';
import { type Clock } from '../ports/clock.ts';
import type { TokenProvider } from '../ports/provider.ts';
export interface InstrumentOptions {
    /** @default the meter `@onetoken/auth` of the global meter provider */
    readonly meter?: Meter | undefined;
    /** @default the tracer `@onetoken/auth` of the global tracer provider */
    readonly tracer?: Tracer | undefined;
    /** The budget of the calls that carry this provider's token. @default none */
    readonly budget?: ApiBudget | undefined;
    /** The clock for the gauge of the remaining life. @default systemClock */
    readonly clock?: Clock | undefined;
}
/**
 * Turns the events of a provider, and of a budget, into metrics, and token requests into spans. Call
 * it before the first token request. It records no secret and no token.
 * @returns a function that ends it; call it before the provider is closed or after
 */
export declare function instrument(provider: TokenProvider, options?: InstrumentOptions): () => void;

// dist/permissions/check-permissions.d.ts
import type { TokenProvider } from '../ports/provider.ts';
import { type Permission, type PermissionReport } from './permission.ts';
export interface PermissionOptions {
    /**
     * All permissions that the service needs, such as `['routing:queue:view']`. `*` is a `TypeError`.
     * The documentation of an endpoint at developer.genesys.cloud names its permission.
     */
    readonly requiredPermissions: readonly Permission[];
    /** Refuses a client with more permissions than required. @default false */
    readonly strictPermissions?: boolean | undefined;
    /** Ends the wait. @default 10 s */
    readonly signal?: AbortSignal | undefined;
}
/**
 * Reads the permissions of the client from the API once, and compares them with the required ones.
 * Call it when a service starts, to find a missing permission before the first call that needs it.
 * @returns the result; `verdict` is `ok`, or `broad` for a client with more permissions than required
 * @throws {TypeError} for a `*` or a malformed permission
 * @throws {PermissionsError} when one is missing, or with `strictPermissions` when there are too many
 * @throws {PermissionsUnknownError} when the API did not return them
 * @throws {OnetokenError} when there is no token
 */
export declare function checkPermissions(provider: TokenProvider, options: PermissionOptions): Promise<PermissionReport>;

// dist/permissions/permission.d.ts
/** `domain:entity:action`, as in `routing:queue:view`. */
export type Permission = string;
/** A permission of a role: each of the three parts may be `*`, which means all. */
export interface GrantedPermission {
    readonly domain: string;
    readonly entity: string;
    readonly action: string;
}
/**
 * Checks the `requiredPermissions` option.
 * @returns it without repetitions
 * @throws {TypeError} for anything but `domain:entity:action`; above all for `*`, which would ask
 *   for every right there is and so would check nothing
 */
export declare function checkRequiredPermissions(required: readonly Permission[]): readonly Permission[];
export declare function nameOf({ domain, entity, action }: GrantedPermission): Permission;
/** How the permissions of a client differ from the required ones. */
export interface PermissionReport {
    /**
     * `ok`: exactly what is required. `broad`: all of it, and more. `missing`: not all of it; the API
     * would answer some calls with 403.
     */
    readonly verdict: 'ok' | 'broad' | 'missing';
    /** Required, but granted by no role. */
    readonly missing: readonly Permission[];
    /** Granted but not required. A permission with a `*` is always here, because it also grants later additions. */
    readonly broader: readonly Permission[];
}
/**
 * Pure: compares required permissions with granted ones. Divisions and conditions of a grant are
 * ignored: only the service knows which queues it needs.
 */
export declare function comparePermissions(required: readonly Permission[], granted: readonly GrantedPermission[]): PermissionReport;

// dist/ports/clock.d.ts
/**
 * The port for time. `now` and `sleep` are enough; the two optional methods make ages more precise
 * and the hot path shorter.
 */
export interface Clock {
    /** Wall-clock time in ms since the epoch. May step in both directions. */
    now(): number;
    /**
     * Resolves after `ms`; rejects with `signal.reason` as soon as `signal` aborts.
     * A `background` sleep must not keep the process alive.
     */
    sleep(ms: number, signal?: AbortSignal, background?: boolean): Promise<void>;
    /** Time in ms from any fixed origin that never steps. Without it `now()` is used. */
    monotonic?(): number;
    /**
     * Calls back before the event loop can wait again. With it the clock is read at most once per
     * turn of the event loop, without it at every call (right for simulated time).
     */
    endOfTurn?(callback: () => void): void;
}
/** One reading of both clocks. */
export interface Instant {
    readonly wall: number;
    readonly monotonic: number;
}
/** The clock of this process. */
export declare const systemClock: Clock;
export declare function readClock(clock: Clock): Instant;
/**
 * Time since `start`: the larger value of both clocks. The monotonic clock covers a wall clock that is
 * set back; the wall clock covers a machine that was suspended while the monotonic one stood still.
 * A wall clock set forward makes a token look older than it is, which costs a look into the store.
 */
export declare function elapsedMs(start: Instant, end: Instant): number;
/**
 * Aborts with a `TimeoutError` after `ms`, or earlier when `parent` aborts. Dispose it after use.
 * If the event loop was busy past the deadline, a response that has arrived in the meantime still counts.
 */
export declare function deadlineSignal(clock: Clock, ms: number, parent: AbortSignal): DeadlineSignal;
interface DeadlineSignal extends Disposable {
    readonly signal: AbortSignal;
    timedOut(): boolean;
}
export {};

// dist/ports/events.d.ts
import type { ErrorCode, StoreFailure } from '../errors/index.ts';
import type { PublishAnswer } from './store.ts';
/** One of the two client secrets. */
export type SecretSlot = 'current' | 'next';
/**
 * The events of a provider, by type. No field contains a secret or a token.
 * Each event is also published on the diagnostics channel `onetoken:<type>`.
 */
export interface TokenEvents {
    /** A token request is about to be sent. */
    request: {
        readonly secret: SecretSlot;
        readonly failures: number;
    };
    /** A token request failed. `attempts` counts failures in a row. */
    'request-failed': {
        readonly code: ErrorCode | undefined;
        readonly message: string;
        readonly secret: SecretSlot;
        readonly attempts: number;
    };
    /** The login issued a token to this process. */
    'token-issued': TokenFacts & {
        readonly durationMs: number;
        /** How far the login's clock is ahead of ours. */
        readonly skewMs: number;
        readonly secret: SecretSlot;
    };
    /** This process adopted a token that another one had requested. */
    'token-adopted': TokenFacts;
    /** This process dropped its token, after its own 401 or because another process dropped it. */
    'token-invalidated': {
        readonly generation: number;
        readonly origin: 'local' | 'fleet';
    };
    /** A refresh failed while the old token is still valid and in use. */
    'refresh-failed': {
        readonly code: ErrorCode | undefined;
        readonly message: string;
    };
    /** The fleet sends no token request for `ms`. */
    cooldown: {
        readonly kind: 'throttled' | 'unavailable' | 'refused' | 'no-login';
        readonly ms: number;
        readonly failures: number;
    };
    /** The shared store stopped answering; this process continues alone. */
    'store-unavailable': {
        readonly operation: string;
        readonly reason: StoreFailure;
    };
    /** The shared store answers again. */
    'store-available': {
        readonly operation: string;
    };
    /** The store refused a token, because this process had lost its lease. */
    'publish-refused': {
        readonly answer: PublishAnswer;
    };
    /** The token endpoint now accepts this secret. */
    'secret-switched': {
        readonly live: SecretSlot;
    };
    /** The source of the next secret failed; the current one is used alone. */
    'secret-unavailable': {
        readonly secret: SecretSlot;
        readonly message: string;
    };
    /** The client is out of service: see `onFatal`. */
    fatal: {
        readonly code: ErrorCode;
        readonly message: string;
        /** True in one process of the fleet, which raises the alert. */
        readonly alert: boolean;
        /** The same in the whole fleet, for receivers that merge alerts. */
        readonly dedupKey: string;
    };
}
export interface TokenFacts {
    readonly generation: number;
    readonly issuedAt: number;
    readonly refreshAt: number;
    readonly expiresAt: number;
}
/** An event as listeners receive it; `scope` identifies the credential (login and client). */
export type EventOf<Map, T extends keyof Map> = {
    [K in T]: Readonly<{
        type: K;
        scope: string;
    }> & Map[K];
}[T];
export type TokenEventType = keyof TokenEvents;
export type TokenEvent<T extends TokenEventType = TokenEventType> = EventOf<TokenEvents, T>;
export type TokenEventListener = (event: TokenEvent) => void;
export interface Emitter<Map> {
    emit<T extends keyof Map & string>(type: T, fields: Map[T]): void;
    on(listener: (event: EventOf<Map, keyof Map>) => void): () => void;
}
export type Events = Emitter<TokenEvents>;
export declare function createEvents<Map = TokenEvents>(scope: string, first?: (event: EventOf<Map, keyof Map>) => void): Emitter<Map>;
/** A listener that throws must not break the refresh that it listens to. */
export declare function callSafely<T>(listener: (value: T) => void, value: T): void;

// dist/ports/provider.d.ts
import type { Endpoints } from '../values/endpoints.ts';
import type { Token } from '../values/token.ts';
import type { TokenEventListener } from './events.ts';
/** Returns the token of the fleet. All methods can be passed around without their object. */
export interface TokenProvider extends AsyncDisposable {
    /** Login and API; the token belongs to the origin of the API and to no other. */
    readonly endpoints: Endpoints;
    /** Identifies the credential (login and client) in stores and events; a hash, not a secret. */
    readonly scope: string;
    /**
     * The access token. Returns at once while one is usable; a due one is renewed behind the scenes.
     * @throws {OnetokenError} when there is none, with a `code` that says why
     */
    getAccessToken(request?: TokenRequest): Promise<string>;
    /** The same, with the times that belong to it. */
    getToken(request?: TokenRequest): Promise<Token>;
    /** The access token if there is a usable one now. Never waits, and never causes a request where none is held. */
    peek(): string | undefined;
    /**
     * Reports that the API answered 401 to this token, and drops it in the whole fleet. A call for a
     * token that was already replaced changes nothing, and neither does a second call within 30 s.
     */
    invalidate(token: string | Token): Promise<void>;
    /**
     * For client adapters: reports that the API answered 401 to the token in use after `invalidate`.
     * Sends `HEAD /api/v2/tokens/me`; true if that rejects the token too, which calls `onFatal`.
     */
    confirmRejection(token: string): Promise<boolean>;
    /** Listens to every event. Returns a function that ends it. */
    on(listener: TokenEventListener): () => void;
    /** Ends requests, timers and connections; callers still waiting get `ERR_CLOSED`. */
    close(): Promise<void>;
}
export interface TokenRequest {
    /** Ends the wait of this caller, not the request that others share. */
    readonly signal?: AbortSignal | undefined;
    /**
     * Replaces the token in use first, at most once in 30 s; within that time the token in use is
     * returned. @default false
     */
    readonly forceRefresh?: boolean | undefined;
}

// dist/ports/random.d.ts
/** The port for random numbers. Key material and nonces never use it. */
export interface Random {
    /** A number in [0, 1). */
    random(): number;
}
export declare const systemRandom: Random;
/** A number in [from, to). */
export declare function between(random: Random, from: number, to: number): number;

// dist/ports/send.d.ts
import { type Dispatcher } from 'undici';
/** The port for HTTP: one request, one response, no redirects, no retries. */
export type Send = (request: SendRequest) => Promise<SendResponse>;
export interface SendRequest {
    readonly method: 'POST' | 'HEAD';
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Ends the request at any stage; the only deadline. */
    readonly signal: AbortSignal;
}
export interface SendResponse {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
}
/** A request without a usable response. It contains a reason, and nothing of undici's error. */
export declare class SendError extends Error {
    readonly name = "SendError";
    readonly reason: string;
    constructor(reason: string);
}
/** Sends through undici, by default on separate connections that close after each response. */
export declare function undiciSend(dispatcher?: Dispatcher): {
    send: Send;
    close(): Promise<void>;
};

// dist/ports/store.d.ts
/**
 * The port to the store of a fleet. A store sees opaque strings, because the provider encrypts
 * tokens first. Every method may reject; the provider then continues without the store.
 *
 * To write another store, implement both interfaces and run `storeContract` of
 * `@onetoken/auth/testing` over it.
 */
export interface TokenStore {
    /**
     * Opens the part of the store that belongs to one credential. Several providers may share one
     * store; its connection ends when the last part is closed.
     * @param scope identifies login and client; 22 characters of base64url
     */
    open(scope: string): CredentialStore;
}
/** One credential's part of a store. */
export interface CredentialStore {
    /** Reads several entries at once. The answers are in the order of the names. */
    read(query: StoreQuery): Promise<StoreAnswer>;
    /**
     * Takes the lease unless another owner holds it. The generation of a granted lease is greater than
     * any that was granted before, also after the store lost its content.
     */
    acquire(owner: string, leaseMs: number): Promise<LeaseAnswer>;
    /**
     * Writes a token, ends the lease and forgets the notes named in `clears`, all or nothing. Refuses
     * unless the lease is still the owner's and the generation newer than the stored one.
     */
    publish(publication: Publication): Promise<PublishAnswer>;
    /** Ends the lease if it belongs to the owner. */
    release(owner: string): Promise<void>;
    /** Deletes the token with this fingerprint and leaves any other alone. */
    invalidate(invalidation: Invalidation): Promise<InvalidateAnswer>;
    /** Writes a note for `ttlMs`. A note that already lasts longer is not changed. */
    note(name: string, value: string, ttlMs: number): Promise<void>;
    /** True for the first caller within `ttlMs`, false for all others. */
    claim(name: string, ttlMs: number): Promise<boolean>;
    /**
     * Takes permits for API calls out of the budget of the fleet: none while the note `API_PAUSE`
     * lasts. Optional: without it, each process keeps to its own share.
     */
    reserve?(request: PermitRequest): Promise<PermitAnswer>;
    /** Listens to changes by other processes. Optional: without it, waiting processes poll. */
    subscribe?(listener: (event: StoreEvent) => void): Unsubscribe;
    close(): Promise<void>;
}
export type Unsubscribe = () => void;
export interface StoreQuery {
    readonly tokens: readonly string[];
    readonly notes: readonly string[];
}
export interface StoreAnswer {
    readonly tokens: readonly (StoredToken | undefined)[];
    readonly notes: readonly (StoredNote | undefined)[];
}
export interface StoredToken {
    readonly sealed: string;
    readonly generation: number;
    readonly fingerprint: string;
    /**
     * Time in ms until the entry ends, by the store's own clock: so readers need no common wall
     * clock. `undefined` if the store does not know it.
     */
    readonly remainingMs: number | undefined;
}
export interface StoredNote {
    readonly value: string;
    readonly remainingMs: number;
}
export type LeaseAnswer = {
    readonly kind: 'granted';
    readonly generation: number;
} | {
    readonly kind: 'held';
    readonly remainingMs: number;
};
export interface Publication {
    readonly owner: string;
    readonly generation: number;
    readonly name: string;
    readonly sealed: string;
    readonly fingerprint: string;
    readonly ttlMs: number;
    readonly clears: readonly string[];
}
/** `lease-lost`: the lease ended or has another owner. `superseded`: a newer token is stored. */
export type PublishAnswer = 'published' | 'lease-lost' | 'superseded';
export interface Invalidation {
    /** Where the token may be stored. */
    readonly names: readonly string[];
    readonly fingerprint: string;
    /** Refuse if another invalidation succeeded less than this many ms ago. */
    readonly pauseMs: number;
}
/** `absent`: no such token is stored. `paused`: it is, but the last invalidation is too recent. */
export type InvalidateAnswer = 'invalidated' | 'absent' | 'paused';
/** The note that pauses the API calls of the fleet. */
export declare const API_PAUSE = "api-pause";
/** How many calls may be sent, and in which time. */
export interface PermitRules {
    /** Calls in any window of the API. */
    readonly limit: number;
    /** Grants are counted in slots of this length, in ms. */
    readonly slotMs: number;
    /** A slot counts against the limit until it is older than this many slots. */
    readonly holdSlots: number;
}
export interface PermitDemand {
    readonly wanted: number;
    /** Calls that were sent without a permit of this store: they are counted, and never refused. */
    readonly owed: number;
}
export interface PermitRequest extends PermitRules, PermitDemand {
}
export interface PermitAnswer {
    readonly granted: number;
    /** Time in ms until more permits are free; 0 if all requested permits are granted. */
    readonly waitMs: number;
    /** There are none because of a pause. */
    readonly isPaused: boolean;
}
export type StoreEvent = {
    readonly kind: 'published';
    readonly generation: number;
} | {
    readonly kind: 'invalidated';
    readonly fingerprint: string;
}
/** A lease ended without a token, or a note was left. */
 | {
    readonly kind: 'released';
}
/** The connection was interrupted; events may have been missed. */
 | {
    readonly kind: 'missed';
};

// dist/provider/options.d.ts
import type { Dispatcher } from 'undici';
import type { OnetokenError } from '../errors/index.ts';
import type { SealingKey } from '../login/credentials.ts';
import type { SecretSource } from '../login/secret-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { TokenEventListener } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import type { Send } from '../ports/send.ts';
import type { TokenStore } from '../ports/store.ts';
import { type EncryptionKey } from '../shared/keyring.ts';
import type { Schedule } from '../shared/schedule.ts';
import { type Endpoints } from '../values/endpoints.ts';
/** Options of `createTokenProvider`. Times are in ms. */
export interface TokenProviderOptions {
    /** Domain (`mypurecloud.ie`) or AWS name (`eu-west-1`) of the organisation's region. */
    readonly region?: string | undefined;
    /** Login and API of a mock or a gateway, instead of `region`. */
    readonly endpoints?: Endpoints | undefined;
    /**
     * Allows plain http to other hosts than loopback. The client secret then travels in clear.
     * @default false
     */
    readonly allowInsecureHttp?: boolean | undefined;
    /** The id of an OAuth client with the client-credentials grant. */
    readonly clientId: string;
    readonly clientSecret: SecretSource;
    /**
     * The secret that will replace, or has just replaced, `clientSecret`. It is tried when the token
     * endpoint refuses the other one, so fleet and token endpoint need not switch at the same moment.
     */
    readonly nextClientSecret?: SecretSource | undefined;
    /**
     * The store of the fleet. @default memoryStore(), for this provider only
     */
    readonly store?: TokenStore | undefined;
    /** @default { strategy: 'half-life' } */
    readonly schedule?: Schedule | undefined;
    /**
     * Keys that encrypt tokens in the store, `id:base64key[,id:base64key]` or a list; 32 bytes each.
     * The first key encrypts, all keys decrypt.
     * @default a key derived from the client secret (HKDF-SHA-256), which every process already has
     */
    readonly encryptionKeys?: string | readonly EncryptionKey[] | undefined;
    /**
     * Called once when the client is out of service: after a 401 of the API, the token endpoint
     * refuses the client or the API rejects the new token too. A service that cannot work without the client
     * shuts down here. If it keeps running, this is called again for the next outage, after an hour
     * without failures.
     */
    readonly onFatal?: ((error: OnetokenError) => void) | undefined;
    /** Receives every event, including the first ones. Otherwise the same as `provider.on(listener)`. */
    readonly onEvent?: TokenEventListener | undefined;
    /**
     * An undici dispatcher for requests to the login, such as a `ProxyAgent`. It must not follow
     * redirects or repeat requests.
     * @default a separate Agent
     */
    readonly dispatcher?: Dispatcher | undefined;
    /** Life of the lease, the right to send token requests. @default 10_000 */
    readonly leaseMs?: number | undefined;
    /** Time limit for a token request with all its retries; less than `leaseMs`. @default 8_000 */
    readonly grantDeadlineMs?: number | undefined;
    /** Minimum time between two refreshes caused by a 401 or `forceRefresh`. @default 30_000 */
    readonly forcedRefreshMs?: number | undefined;
    /** Ports, for tests and simulations. */
    readonly clock?: Clock | undefined;
    readonly random?: Random | undefined;
    readonly send?: Send | undefined;
}
/** The options that need checking or have a default. */
export interface Settings {
    readonly endpoints: Endpoints;
    readonly encryptionKeys: readonly SealingKey[] | undefined;
    readonly schedule: Schedule;
    readonly leaseMs: number;
    readonly deadlineMs: number;
    readonly forcedRefreshMs: number;
}
/** @throws {TypeError} that names the option and says what it must be; it quotes no secret. */
export declare function checkOptions(options: TokenProviderOptions): Settings;
/** RFC 7617: a colon would end the id early. */
export declare function isClientId(text: string): boolean;

// dist/provider/token-provider.d.ts
import type { TokenProvider } from '../ports/provider.ts';
import type { TokenProviderOptions } from './options.ts';
/**
 * Creates the provider of one credential. Nothing is requested before the first call.
 * @throws {TypeError} when an option is missing or unusable
 */
export declare function createTokenProvider(options: TokenProviderOptions): TokenProvider;

// dist/shared/keyring.d.ts
import type { Credential, SealingKey } from '../login/credentials.ts';
import type { StoredToken } from '../ports/store.ts';
import { type Token } from '../values/token.ts';
/** An explicit key; `key` is 32 bytes, raw or in base64. */
export interface EncryptionKey {
    /** Public; letters, digits, `-` and `_`. */
    readonly id: string;
    readonly key: Uint8Array | string;
}
/**
 * Reads the `encryptionKeys` option: a list, or `id:base64[,id:base64]`. The first key writes.
 * @throws {TypeError} when a key is unusable; the message never quotes it.
 */
export declare function parseEncryptionKeys(value: string | readonly EncryptionKey[]): readonly SealingKey[];
/** Encrypts with one key and decrypts with any. */
export interface Keyring {
    /** Names of the entries that can be read, the one that is written first. */
    readonly names: readonly string[];
    /** Whether an entry is under the current key, or under one that is being phased out. */
    isPrimary(name: string): boolean;
    seal(token: Token): {
        name: string;
        sealed: string;
        fingerprint: string;
    };
    open(name: string, stored: StoredToken): Token | undefined;
}
/** Explicit keys if there are any, otherwise the keys derived from the secrets, the accepted one first. */
export declare function createKeyring(scope: string, explicit: readonly SealingKey[] | undefined, credentials: readonly Credential[]): Keyring;
/**
 * Encrypts `text` with AES-256-GCM under a fresh random nonce. `context` is authenticated with it:
 * an envelope opens only under the same key and context, so entries cannot be swapped.
 */
export declare function seal(key: Uint8Array, context: string, text: string): string;
/** Opens what `seal` wrote. Anything else, down to a single flipped bit, is `undefined`. */
export declare function open(key: Uint8Array, context: string, envelope: string): string | undefined;

// dist/shared/schedule.d.ts
import { type Random } from '../ports/random.ts';
/**
 * When a token is replaced.
 * - `half-life` (default): at 45 … 55 % of its life, drawn once per token. Costs two or three
 *   requests a day at Genesys's default life of 24 h and survives a login outage of half a life.
 * - `before-expiry`: a fixed margin before the expiry, the classic rule. `marginMs` defaults to
 *   300 000; when it is more than half of the life, 20 % of the life is used instead.
 */
export type Schedule = {
    readonly strategy: 'half-life';
} | {
    readonly strategy: 'before-expiry';
    readonly marginMs?: number | undefined;
};
/** Where a token stands. Ages and lives are in ms. */
export type Phase = 'fresh' | 'due' | 'expired';
/** Latest point for a refresh, as a margin before expiry: five minutes, or 20 % of a short life. */
export declare function hardMarginMs(lifeMs: number): number;
/** A token is no longer returned this long before its expiry, so that it is still valid on arrival. */
export declare function leewayMs(lifeMs: number): number;
/** The age at which a token becomes due. Drawn by the publisher and stored with the token. */
export declare function drawRefreshAge(schedule: Schedule, lifeMs: number, random: Random): number;
/** The age at which this pod tries: a little after `refreshAge`, so that not all pods try at once. */
export declare function drawTryAge(refreshAge: number, lifeMs: number, random: Random): number;
/**
 * The age at which a pod without the shared store requests its own token: a random point in the
 * last half of the window, so that the pods of a fleet without a store do not all request at once.
 */
export declare function drawAloneAge(refreshAge: number, lifeMs: number, random: Random): number;
export declare function phaseOf(ageMs: number, tryAge: number, lifeMs: number): Phase;

// dist/stores/file/store.d.ts
import { type Clock } from '../../ports/clock.ts';
import type { TokenStore } from '../../ports/store.ts';
export interface FileStoreOptions {
    /**
     * A folder on a local disk that belongs to the user of this process alone (mode 0700). It is
     * created if it is missing. A relative path starts at the working directory.
     */
    readonly directory: string;
    /** @default the clock of this host, which all its processes share */
    readonly clock?: Clock | undefined;
}
/**
 * A store for the processes of one host: cron jobs and commands, a new process each time. It needs
 * no server, keeps nothing open, and survives `kill -9` of any process at any moment.
 *
 * Time is the wall clock of the host. If it is set back, leases and cool-downs end and tokens stay
 * valid; if it is set forward, all end early. Either costs one token request at most.
 *
 * @throws TypeError without a directory, and on Windows, which has no modes for private files
 */
export declare function fileStore(options: FileStoreOptions): TokenStore;

// dist/stores/memcached/store.d.ts
import type { ConnectionOptions } from 'node:tls';
import { type Clock } from '../../ports/clock.ts';
import type { TokenStore } from '../../ports/store.ts';
export interface MemcachedStoreOptions {
    /** `memcache://host:port`, or `memcaches://host:port` for TLS. One server: see `memcachedStore`. */
    readonly url: string;
    /** For `memcaches:`, such as `{ ca }`. @default what Node trusts */
    readonly tls?: ConnectionOptions | undefined;
    /** Prefix of every item. @default 'onetoken' */
    readonly prefix?: string | undefined;
    /** @default the clock of this process */
    readonly clock?: Clock | undefined;
}
/**
 * A store in memcached 1.6 or later. Everything that a fleet shares about one credential is one
 * item, because memcached changes one item atomically, never two. So there is also only one server.
 *
 * Memcached may drop the item at any time: that costs one token request. It sends no notifications,
 * so processes that wait for another's token poll. An operation takes 250 ms at most.
 *
 * @throws TypeError for a url or prefix that cannot be used
 */
export declare function memcachedStore(options: MemcachedStoreOptions): TokenStore;

// dist/stores/memory.d.ts
import { type Clock } from '../ports/clock.ts';
import type { TokenStore } from '../ports/store.ts';
/**
 * A store inside this process, for one process and for tests. It keeps its content until it is
 * garbage-collected: a new provider with the same store finds the token.
 */
export declare function memoryStore(options?: {
    readonly clock?: Clock | undefined;
}): TokenStore;

// dist/stores/redis/clients.d.ts
import { type RedisOptions } from 'ioredis';
import type { RedisClient } from './connection.ts';
interface ClientOptions {
    readonly url?: string | undefined;
    readonly connection?: RedisOptions | undefined;
    readonly client?: RedisClient | undefined;
    readonly cluster?: boolean | undefined;
}
export interface RedisClientOptions {
    /** `redis://` or, with TLS, `rediss://`, with user and password where needed. */
    readonly url: string;
    /** Further options of ioredis, such as `{ tls: { ca }, commandTimeout: 250 }`. */
    readonly connection?: RedisOptions | undefined;
    /** `url` names one node of a cluster, which knows the others. @default false */
    readonly cluster?: boolean | undefined;
}
/**
 * A client of ioredis with the connection settings of `redisStore`, for other uses of the same Redis or Valkey: one
 * server or a cluster, with or without TLS. It connects at once and reconnects when the connection is lost. While it
 * is not connected, commands fail at once; the event `error` needs no listener. The caller ends it with `disconnect()`.
 */
export declare function createRedisClient(options: RedisClientOptions): RedisClient;
/** The client for commands: the given one, or a new one that connects with the first command. */
export declare function clientOf(options: ClientOptions): RedisClient;
/** A new client for notifications, connected to the same place. */
export declare function notificationClientOf(options: ClientOptions): RedisClient;
export {};

// dist/stores/redis/connection.d.ts
import type { Cluster, Redis } from 'ioredis';
import { type ScriptName } from './scripts.ts';
/** A client of ioredis, for one server or a cluster. */
export type RedisClient = Redis | Cluster;
export interface ConnectionOptions {
    readonly operationMs: number;
    readonly connectMs: number;
}
type Argument = string | number;
/**
 * Runs scripts within a time limit, behind a circuit breaker, and passes no error of ioredis on.
 * The first connection of a process may take longer than an operation, and is retried if it is
 * refused: waiting costs less than the token request of a process without a store.
 */
export declare class RedisConnection {
    #private;
    constructor(client: RedisClient, options: ConnectionOptions);
    /** Stops listening to the client, which may belong to the caller. */
    close(): void;
    /** @throws {StoreUnavailableError} and nothing else */
    run(name: ScriptName, keys: readonly string[], args?: readonly Argument[]): Promise<unknown>;
    /** @throws {StoreUnavailableError} and nothing else */
    claim(key: string, ttlMs: number): Promise<boolean>;
}
export {};

// dist/stores/redis/scripts.d.ts
/** A script with its name in Redis. */
interface Script {
    readonly source: string;
    readonly sha1: string;
}
export type ScriptName = 'acquire' | 'invalidate' | 'note' | 'publish' | 'read' | 'release' | 'reserve';
/**
 * The scripts, one a file. They are constants and not `.lua` files, so that they survive bundling.
 */
export declare const scripts: Readonly<Record<ScriptName, Script>>;
export {};

// dist/stores/redis/store.d.ts
import type { RedisOptions } from 'ioredis';
import type { TokenStore } from '../../ports/store.ts';
import { type RedisClient } from './connection.ts';
export type { RedisClientOptions } from './clients.ts';
export { createRedisClient } from './clients.ts';
export type { RedisClient } from './connection.ts';
export interface RedisStoreOptions {
    /** `redis://` or, with TLS, `rediss://`, with user and password where needed. */
    readonly url?: string | undefined;
    /** Further options of the connection to `url`, such as `{ tls: { ca } }`. */
    readonly connection?: RedisOptions | undefined;
    /** `url` names a node of a cluster, which knows the others. @default false */
    readonly cluster?: boolean | undefined;
    /**
     * Your own ioredis client (for example for Sentinel), instead of `url`. The caller closes it. Its
     * `enableOfflineQueue` should be false: a command that was given up should not run later. Its
     * `socketTimeout` should be about 2_000: otherwise it does not detect for minutes that a machine
     * died.
     */
    readonly client?: RedisClient | undefined;
    /** Prefix of all keys and channels. @default 'onetoken' */
    readonly prefix?: string | undefined;
    /** Limit for one operation in ms. @default 250 */
    readonly operationMs?: number | undefined;
    /** How long operations wait for the first connection in ms, retries included. @default 1_000 */
    readonly connectMs?: number | undefined;
}
/**
 * A store in Redis or Valkey, version 6.2 or later. Keys are `<prefix>:{<scope>}:…`, so that all
 * keys of one credential are in one slot of a cluster. Channels have the same prefix, and an ACL
 * needs both: `~onetoken:* &onetoken:*`. Redis sees encrypted tokens only.
 * @throws {TypeError} when the options contradict each other
 */
export declare function redisStore(options: RedisStoreOptions): TokenStore;

// dist/testing/fake-login.d.ts
import type { Clock } from '../ports/clock.ts';
import { type Send, type SendResponse } from '../ports/send.ts';
/** A response; a network failure with its reason, such as `ECONNRESET`; or no response at all. */
export type FakeReply = SendResponse | {
    readonly fails: string;
} | 'hangs';
/** A request to the fake login. */
export interface SentRequest {
    /** By the clock of the login, in ms since the epoch. */
    readonly at: number;
    readonly method: string;
    readonly url: string;
    readonly secret: string;
}
/**
 * A login, and `HEAD /api/v2/tokens/me` of an API, behind the `send` port: no socket, no time but
 * the clock's. It records every request and answers as configured; by default it issues visibly
 * fake tokens, a new one each time. Give its `send` and the same `clock` to the provider:
 *
 *     const clock = new VirtualClock();
 *     const login = new FakeLogin(clock);
 *     const provider = createTokenProvider({ ...options, clock, send: login.send });
 *
 * For a login over HTTP that also counts and limits, take a mock server.
 */
export declare class FakeLogin {
    #private;
    readonly requests: SentRequest[];
    /** Secrets that are accepted; all if undefined. */
    accepts: ReadonlySet<string> | undefined;
    /** Life of its tokens in seconds. */
    lifeS: number;
    /** How long an answer takes, in ms. */
    latencyMs: number;
    /** How far the login's clock is ahead of the fleet's, in ms. */
    aheadMs: number;
    /** Status that answers `HEAD /api/v2/tokens/me`. */
    tokensMe: number;
    /** Answers every token request until changed; undefined for tokens. */
    always: FakeReply | undefined;
    constructor(clock: Clock);
    /** Answers the next token requests like this, in order. */
    reply(...replies: FakeReply[]): void;
    /** The requests for tokens, oldest first. */
    get tokenRequests(): SentRequest[];
    /** The port; may be passed around without its object. */
    readonly send: Send;
}
/** A token as the login of Genesys Cloud issues it. `lifeS` in seconds. */
export declare function tokenReply(accessToken: string, lifeS: number, headers?: SendResponse['headers']): SendResponse;
/** A refusal in the form of Genesys Cloud, which gives the description twice. */
export declare function errorReply(status: number, error: string, description: string, headers?: SendResponse['headers']): SendResponse;
/** A wrong id or secret, or the wrong region. */
export declare const INVALID_CLIENT: SendResponse;
/** How Genesys Cloud throttles: with a 400. */
export declare const THROTTLED_400: SendResponse;
/** A login that fails on its side. */
export declare const UNAVAILABLE: SendResponse;

// dist/testing/index.d.ts
/**
 * For the tests of what uses this package: a provider that makes no requests, a login and a clock for
 * the real one, and the tests that every store has to pass.
 *
 * @module
 */
export type { FakeReply, SentRequest } from './fake-login.ts';
export { errorReply, FakeLogin, INVALID_CLIENT, THROTTLED_400, tokenReply, UNAVAILABLE, } from './fake-login.ts';
export type { StaticTokenProvider, StaticTokenProviderOptions } from './static-token-provider.ts';
export { staticTokenProvider } from './static-token-provider.ts';
export type { StoreContractTest, StoreUnderTest } from './store-contract/contract.ts';
export { storeContract } from './store-contract/contract.ts';
export { settle, VirtualClock } from './virtual-clock.ts';

// dist/testing/static-token-provider.d.ts
import type { TokenProvider } from '../ports/provider.ts';
import { type Endpoints } from '../values/endpoints.ts';
export interface StaticTokenProviderOptions {
    /** @default 'visibly-fake-token' */
    readonly accessToken?: string | undefined;
    /**
     * Where requests go: a server of the test.
     * @default names below `.invalid` (RFC 2606), so that a test never calls a real API by mistake
     */
    readonly endpoints?: Endpoints | undefined;
}
export interface StaticTokenProvider extends TokenProvider {
    /** The tokens that `invalidate` was called with, oldest first. */
    readonly invalidated: readonly string[];
}
/**
 * A provider for the tests of a service. It always returns the same token and sends no request. It
 * records what is invalidated, but has no newer token; it confirms no rejection and emits no event.
 * @throws {TypeError} when `endpoints` are not usable
 */
export declare function staticTokenProvider(options?: StaticTokenProviderOptions): StaticTokenProvider;

// dist/testing/store-contract/contract.d.ts
import type { TokenStore } from '../../ports/store.ts';
/** A store as its tests see it. */
export interface StoreUnderTest {
    /** Opens the store as one more process does. Called within the tests, never before. */
    newStore(): TokenStore;
    /** Deletes all content, as a restart without persistence does. @default not tested */
    wipe?(): Promise<void>;
}
/** One test of `storeContract`. */
export interface StoreContractTest {
    readonly name: string;
    /** Rejects with an `AssertionError` of `node:assert` if the store breaks the contract. */
    readonly run: () => Promise<void>;
    /** Deletes the content that other tests use: do not run it at the same time as those. */
    readonly isExclusive: boolean;
}
/**
 * The tests that a `TokenStore` has to pass, for any test runner:
 *
 *     for (const { name, run } of storeContract({ newStore: () => myStore({ url }) })) test(name, run);
 *
 * Each test uses a separate credential and closes what it opened. Some wait 2 s for an entry to
 * end; one after the other they take about 15 s.
 */
export declare function storeContract(under: StoreUnderTest): readonly StoreContractTest[];

// dist/testing/virtual-clock.d.ts
import type { Clock } from '../ports/clock.ts';
/**
 * Time that moves only on request, so that a test of a day takes milliseconds and has the same
 * result each time. It begins on 2026-01-01. Both clocks move together unless the wall clock is set.
 */
export declare class VirtualClock implements Clock {
    #private;
    now(): number;
    monotonic(): number;
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
    /** Number of pending sleeps. */
    get sleepers(): number;
    /** Sets the wall clock by `ms`, as NTP or an administrator does. */
    step(ms: number): void;
    /** Lets `ms` pass, and wakes sleepers in order of time. */
    advance(ms: number): Promise<void>;
    /** Suspends the process while time passes: timers are late when it wakes. */
    suspend(ms: number): void;
}
/** Runs everything that needs no time to pass. Real sockets need more than this. */
export declare function settle(): Promise<void>;

// dist/values/endpoints.d.ts
import { type Region } from './regions.ts';
/** Where the login and the API live. Both come from one region and are never mixed. */
export interface Endpoints {
    /** Base of the login; the token is requested from `<login>/oauth/token`. */
    readonly login: string;
    /** Base of the API. */
    readonly api: string;
}
export interface EndpointOptions {
    readonly region?: string | undefined;
    readonly endpoints?: Endpoints | undefined;
    readonly allowInsecureHttp?: boolean | undefined;
}
/** @throws {TypeError} when neither or both are given, or one is not usable. */
export declare function resolveEndpoints(options: EndpointOptions): Endpoints;
/** Regions in one line, for messages. */
export declare function listRegions(list?: readonly Region[]): string;
/** @throws {TypeError} that names the option and says what it must be */
export declare function baseUrl(option: string, value: string, allowInsecureHttp: boolean): string;

// dist/values/regions.d.ts
/** A region of Genesys Cloud. */
export interface Region {
    /** Login is `https://login.<domain>`, the API `https://api.<domain>`. */
    readonly domain: string;
    /** The AWS region, which the `gc` command line and the Terraform provider use as a name. */
    readonly aws: string;
    readonly label: string;
}
/**
 * The regions as of version 262 of the official JavaScript SDK (`PureCloudRegionHosts.js`); the
 * Terraform provider and the .NET SDK list the same.
 */
export declare const regions: readonly Region[];
/** Finds a region by its domain or its AWS name, whatever the case. */
export declare function findRegion(name: string): Region | undefined;

// dist/values/secret.d.ts
/** A string that is not printed: `toString`, `JSON.stringify` and `util.inspect` show `[Secret]`. */
export declare class Secret {
    #private;
    constructor(value: string);
    /** The value. Do not store it in variables that outlive the statement. */
    reveal(): string;
    toString(): string;
    toJSON(): string;
}

// dist/values/token.d.ts
/** An access token of the fleet. Times are ms since the epoch by the login's clock. */
export interface Token {
    readonly accessToken: string;
    readonly issuedAt: number;
    /** When it becomes due. It is valid, and in use, until `expiresAt`. */
    readonly refreshAt: number;
    readonly expiresAt: number;
    /** Grows with every token of the fleet; 0 while the token is not in the shared store. */
    readonly generation: number;
}
/** Identifies a token without revealing it: 128 bits of its SHA-256. */
export declare function fingerprintOf(accessToken: string): string;
export declare function lifeMsOf(token: Token): number;
export declare function encodeToken(token: Token): string;
/** Reads what `encodeToken` wrote; `undefined` for anything else. */
export declare function decodeToken(text: string): Token | undefined;
