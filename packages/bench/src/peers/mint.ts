import type { PeerSettings } from './peer.ts';

/** A login's answer, as the contestants that take a function of the caller get it. */
export interface Minted {
  readonly accessToken: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

/**
 * One client-credentials grant, written as a careful user would: a deadline, no retry, and an error
 * that shows status and code, never the secret.
 */
export async function mint(settings: PeerSettings, signal?: AbortSignal): Promise<Minted> {
  const { request } = await import('undici');
  const basic = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64');
  const deadline = AbortSignal.timeout(8_000);
  const answer = await request(`${settings.login}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
  });
  const body = (await answer.body.json()) as Record<string, unknown>;
  if (answer.statusCode !== 200) {
    throw new Error(`the login answered ${answer.statusCode} ${String(body['error'])}`);
  }
  const lifeMs = Number(body['expires_in']) * 1000;
  return { accessToken: String(body['access_token']), expiresAt: Date.now() + lifeMs };
}
