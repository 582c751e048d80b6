import { findRegion } from '@onetoken/auth/regions';
import type { PeerSettings } from '../peers/peer.ts';

export interface PodEnvironment {
  readonly host: string;
  readonly port: number;
  readonly settings: PeerSettings;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables that the wallboard reads, as far as a pod of the bench needs them.
 * @throws Error that names the variable that is missing or wrong
 */
export function readEnvironment(variables: Variables, lifeMs: number): PodEnvironment {
  const needed = (name: string): string => {
    const value = variables[name];
    if (!value) throw new Error(`${name} is missing`);
    return value;
  };
  const port = Number(variables['PORT'] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a port number, but is "${variables['PORT']}"`);
  }
  const redisUrl = variables['REDIS_URL'];
  const settings = {
    ...endpointsFrom(variables, needed),
    clientId: needed('GENESYSCLOUD_OAUTHCLIENT_ID'),
    clientSecret: needed('GENESYSCLOUD_OAUTHCLIENT_SECRET'),
    lifeMs,
    ...(redisUrl && { redisUrl }),
  };
  return { host: variables['HOST'] ?? '127.0.0.1', port, settings };
}

function endpointsFrom(
  variables: Variables,
  needed: (name: string) => string,
): Pick<PeerSettings, 'login' | 'api'> {
  const name = variables['GENESYSCLOUD_REGION'];
  if (name === undefined) {
    const base = (variable: string): string => needed(variable).replace(/\/+$/, '');
    return { login: base('ONETOKEN_LOGIN_URL'), api: base('ONETOKEN_API_URL') };
  }
  const region = findRegion(name);
  if (region === undefined) throw new Error(`GENESYSCLOUD_REGION is no region: "${name}"`);
  return { login: `https://login.${region.domain}`, api: `https://api.${region.domain}` };
}
