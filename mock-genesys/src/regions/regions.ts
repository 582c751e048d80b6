/** The regions of Genesys Cloud: domain → AWS name. From the official JavaScript SDK v262. */
export const REGIONS: Readonly<Record<string, string>> = {
  'mypurecloud.com': 'us-east-1',
  'usw2.pure.cloud': 'us-west-2',
  'use2.us-gov-pure.cloud': 'us-east-2',
  'cac1.pure.cloud': 'ca-central-1',
  'mypurecloud.ie': 'eu-west-1',
  'euw2.pure.cloud': 'eu-west-2',
  'mypurecloud.de': 'eu-central-1',
  'euc2.pure.cloud': 'eu-central-2',
  'mec1.pure.cloud': 'me-central-1',
  'sae1.pure.cloud': 'sa-east-1',
  'mxc1.pure.cloud': 'mx-central-1',
  'mypurecloud.jp': 'ap-northeast-1',
  'apne2.pure.cloud': 'ap-northeast-2',
  'apne3.pure.cloud': 'ap-northeast-3',
  'aps1.pure.cloud': 'ap-south-1',
  'apse1.pure.cloud': 'ap-southeast-1',
  'mypurecloud.com.au': 'ap-southeast-2',
  'edee1.eusc-pure.cloud': 'eusc-de-east-1',
};

/** The domain of a Host header (`login.mypurecloud.ie:443` → `mypurecloud.ie`). */
export function domainOf(host: string | undefined): string {
  return (host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^(login|api|apps)\./, '')
    .toLowerCase();
}
