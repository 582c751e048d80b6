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
export const regions: readonly Region[] = [
  { domain: 'mypurecloud.com', aws: 'us-east-1', label: 'Americas (US East)' },
  { domain: 'usw2.pure.cloud', aws: 'us-west-2', label: 'Americas (US West)' },
  { domain: 'use2.us-gov-pure.cloud', aws: 'us-east-2', label: 'Americas (US East, FedRAMP)' },
  { domain: 'cac1.pure.cloud', aws: 'ca-central-1', label: 'Americas (Canada)' },
  { domain: 'sae1.pure.cloud', aws: 'sa-east-1', label: 'Americas (São Paulo)' },
  { domain: 'mxc1.pure.cloud', aws: 'mx-central-1', label: 'Americas (Mexico)' },
  { domain: 'mypurecloud.ie', aws: 'eu-west-1', label: 'EMEA (Ireland)' },
  { domain: 'euw2.pure.cloud', aws: 'eu-west-2', label: 'EMEA (London)' },
  { domain: 'mypurecloud.de', aws: 'eu-central-1', label: 'EMEA (Frankfurt)' },
  { domain: 'euc2.pure.cloud', aws: 'eu-central-2', label: 'EMEA (Zurich)' },
  { domain: 'edee1.eusc-pure.cloud', aws: 'eusc-de-east-1', label: 'EMEA (EU Sovereign)' },
  { domain: 'mec1.pure.cloud', aws: 'me-central-1', label: 'EMEA (UAE)' },
  { domain: 'mypurecloud.jp', aws: 'ap-northeast-1', label: 'Asia Pacific (Tokyo)' },
  { domain: 'apne2.pure.cloud', aws: 'ap-northeast-2', label: 'Asia Pacific (Seoul)' },
  { domain: 'apne3.pure.cloud', aws: 'ap-northeast-3', label: 'Asia Pacific (Osaka)' },
  { domain: 'aps1.pure.cloud', aws: 'ap-south-1', label: 'Asia Pacific (Mumbai)' },
  { domain: 'apse1.pure.cloud', aws: 'ap-southeast-1', label: 'Asia Pacific (Singapore)' },
  { domain: 'mypurecloud.com.au', aws: 'ap-southeast-2', label: 'Asia Pacific (Sydney)' },
];

/** Finds a region by its domain or its AWS name, whatever the case. */
export function findRegion(name: string): Region | undefined {
  const wanted = name.trim().toLowerCase();
  return regions.find(({ domain, aws }) => domain === wanted || aws === wanted);
}
