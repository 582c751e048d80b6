import { findRegion, regions } from '@onetoken/auth/regions';

/** Whether this is a domain (`mypurecloud.ie`) or an AWS name (`eu-west-1`) of a Genesys Cloud region. */
export function isRegion(value: string): boolean {
  return findRegion(value) !== undefined;
}

/** The region's domain that a login or API host belongs to; undefined for a gateway. */
export function regionOfHost(host: string): string | undefined {
  return regions.map(({ domain }) => domain).find((domain) => host.endsWith(`.${domain}`));
}

/** The login host and the API host of a region. */
export function hostsOfRegion(value: string): string[] {
  const domain = findRegion(value)?.domain;
  return domain ? [`login.${domain}`, `api.${domain}`] : [];
}
