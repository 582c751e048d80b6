import { findRegion, regions } from '@onetoken/auth/regions';

/** Where tokens come from and where calls go. */
export interface Endpoints {
  readonly login: string;
  readonly api: string;
}

/** The hosts of a region, given as domain or AWS name; a sentence when there is no such region. */
export function endpointsOfRegion(name: string): Endpoints | string {
  const region = findRegion(name);
  if (region !== undefined) {
    return { login: `https://login.${region.domain}`, api: `https://api.${region.domain}` };
  }
  const known = regions.map(({ domain, aws }) => `${domain} (${aws})`).join(', ');
  return `GENESYSCLOUD_REGION is "${name}", which is no region of Genesys Cloud; use one of: ${known}`;
}

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

/** Whether a secret may be sent there: encrypted, or never leaving this machine. */
export function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
}
