import type { types } from '@pulumi/kubernetes';

/** All addresses except the private, shared, link-local (metadata services), loopback, multicast and reserved ones. */
export const PUBLIC_ADDRESSES: types.input.networking.v1.NetworkPolicyPeer[] = [
  {
    ipBlock: {
      cidr: '0.0.0.0/0',
      except: [
        '0.0.0.0/8',
        '10.0.0.0/8',
        '100.64.0.0/10',
        '127.0.0.0/8',
        '169.254.0.0/16',
        '172.16.0.0/12',
        '192.0.0.0/24',
        '192.168.0.0/16',
        '198.18.0.0/15',
        '224.0.0.0/4',
        '240.0.0.0/4',
      ],
    },
  },
  {
    // Global unicast only. It excludes 64:ff9b::/96 (NAT64), through which private IPv4 addresses could be reached.
    ipBlock: { cidr: '2000::/3', except: ['2002::/16', '2001::/32'] },
  },
];
