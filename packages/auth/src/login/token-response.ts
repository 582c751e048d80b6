/** What a 200 of the token endpoint held, or why it is unusable. */
export type TokenResponse =
  | { readonly kind: 'token'; readonly accessToken: string; readonly lifeMs: number }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Genesys's shortest life, taken when the answer names none (RFC 6749 only recommends it). */
const DEFAULT_LIFE_S = 300;
/** Genesys's longest life for OAuth clients; what claims to live longer is renewed as if it did not. */
const MAX_LIFE_S = 172_800;
/** SCIM clients may have tokens of 450 days; beyond that the number is a mistake. */
const ABSURD_LIFE_S = 38_880_000;
const MAX_TOKEN_LENGTH = 8_192;

/** The `b64token` of RFC 6750 section 2.1, bounded: nothing that could break out of a header. */
const BEARER_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Reads the body of a successful token response (RFC 6749 section 5.1). Never throws. */
export function parseTokenResponse(body: string): TokenResponse {
  const fields = parseObject(body);
  if (!fields) return malformed('the body is not a JSON object');
  if (/"access_token"\s*:.*"access_token"\s*:/s.test(body)) {
    return malformed('access_token is given twice');
  }
  const { access_token: accessToken, token_type: tokenType, expires_in: expiresIn } = fields;
  if (typeof accessToken !== 'string' || accessToken.length > MAX_TOKEN_LENGTH) {
    return malformed('access_token is missing or too long');
  }
  if (!BEARER_TOKEN.test(accessToken)) return malformed('access_token is no bearer token');
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    return malformed('token_type is not bearer');
  }
  const lifeS = expiresIn === undefined ? DEFAULT_LIFE_S : expiresIn;
  if (typeof lifeS !== 'number' || !(lifeS >= 1 && lifeS <= ABSURD_LIFE_S)) {
    return malformed('expires_in is not a number of seconds');
  }
  return { kind: 'token', accessToken, lifeMs: Math.floor(Math.min(lifeS, MAX_LIFE_S) * 1000) };
}

/** Parses a JSON object; `undefined` for everything else. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function malformed(problem: string): TokenResponse {
  return { kind: 'malformed', problem };
}
