import { findRegion, type Region, regions } from './regions.ts';

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
export function resolveEndpoints(options: EndpointOptions): Endpoints {
  const { region, endpoints, allowInsecureHttp = false } = options;
  if ((region === undefined) === (endpoints === undefined)) {
    throw new TypeError('Give either region or endpoints');
  }
  if (endpoints) {
    return Object.freeze({
      login: baseUrl('endpoints.login', endpoints.login, allowInsecureHttp),
      api: baseUrl('endpoints.api', endpoints.api, allowInsecureHttp),
    });
  }
  const found = findRegion(String(region));
  if (!found) throw new TypeError(`Unknown region "${region}". Known regions: ${listRegions()}`);
  return Object.freeze({
    login: `https://login.${found.domain}`,
    api: `https://api.${found.domain}`,
  });
}

/** Regions in one line, for messages. */
export function listRegions(list: readonly Region[] = regions): string {
  return list.map(({ domain, aws }) => `${domain} (${aws})`).join(', ');
}

/** @throws {TypeError} that names the option and says what it must be */
export function baseUrl(option: string, value: string, allowInsecureHttp: boolean): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`${option} must be an http(s) URL`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError(`${option} must have no credentials, query or fragment`);
  }
  if (url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)) {
    throw new TypeError(
      `${option} is plain http to ${url.hostname}, which would send the secret in clear; ` +
        'use https, or allowInsecureHttp if the network is trusted',
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
