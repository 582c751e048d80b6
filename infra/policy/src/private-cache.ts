import type { ReportViolation, ResourceValidationPolicy } from '@pulumi/policy';
import { isProduction } from './stack-of.ts';
import type { Props } from './workload.ts';

const CACHE_PORT = 6379;

/** The cache holds the (encrypted) token of the fleet: it must be private, use TLS and require a password. */
export const privateCache: ResourceValidationPolicy = {
  name: 'private-cache',
  description: 'The token cache is private, uses TLS and requires a password.',
  validateResource: ({ type, props, urn }, report) => {
    checks[type]?.(props, report, urn);
  },
};

type Check = (props: Props, report: ReportViolation, urn: string) => void;

const checks: Record<string, Check> = {
  'aws:elasticache/replicationGroup:ReplicationGroup': (props, report) => {
    if (
      props['transitEncryptionEnabled'] !== true ||
      props['transitEncryptionMode'] !== 'required'
    ) {
      report('the cache accepts connections without TLS: set transitEncryptionMode to "required".');
    }
    if (!(props['userGroupIds']?.length > 0)) {
      report(
        'the cache has no user group, so every client that connects can read it: set userGroupIds.',
      );
    }
    if (props['atRestEncryptionEnabled'] !== true) {
      report('the cache is not encrypted at rest: set atRestEncryptionEnabled.');
    }
    if (!props['subnetGroupName']) {
      report('the cache is in the default subnets, which may be public: set subnetGroupName.');
    }
  },
  'aws:elasticache/serverlessCache:ServerlessCache': (props, report) => {
    if (!props['userGroupId']) report('the cache has no user group: set userGroupId.');
    if (!(props['subnetIds']?.length > 0))
      report('the cache is in the default subnets: set subnetIds.');
  },
  'aws:elasticache/cluster:Cluster': (props, report) => {
    if (props['replicationGroupId']) return;
    report('a single cache cluster supports neither users nor TLS: use a replication group.');
  },
  'aws:elasticache/user:User': (props, report) => {
    const accessString: string = props['accessString'] ?? '';
    if (isWithoutPassword(props) || /\bnopass\b/.test(accessString)) {
      report('a user of the cache needs no password.');
    }
    if (/^on\b.*(~\*|&\*|\+@all|\ball(keys|channels|commands)\b)/.test(accessString)) {
      report('a user of the cache has unlimited access: name its keys, channels and commands.');
    }
  },
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': (props, report) => {
    if (isEveryAddress(props['cidrIpv4'], props['cidrIpv6']) && coversCache(props)) {
      report('every address may connect to the cache: name a security group instead of a range.');
    }
  },
  'aws:ec2/securityGroup:SecurityGroup': (props, report) => {
    for (const rule of props['ingress'] ?? []) {
      const ranges = [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? [])];
      if (isEveryAddress(...ranges) && coversCache(rule)) {
        report('every address may connect to the cache: name a security group instead of a range.');
      }
    }
  },
  'aws:ec2/securityGroupRule:SecurityGroupRule': (props, report) => {
    const ranges = [...(props['cidrBlocks'] ?? []), ...(props['ipv6CidrBlocks'] ?? [])];
    if (props['type'] === 'ingress' && isEveryAddress(...ranges) && coversCache(props)) {
      report('every address may connect to the cache: name a security group instead of a range.');
    }
  },
  'kubernetes:core/v1:ConfigMap': (props, report, urn) => {
    const conf = props['data']?.['valkey.conf'] ?? props['data']?.['redis.conf'];
    if (conf === undefined) return;
    if (!/^(aclfile|requirepass|user) /m.test(conf) || /^user .*\bnopass\b/m.test(conf)) {
      report('the cache requires no password.');
    }
    if (isProduction(urn) && !(/^tls-port [1-9]/m.test(conf) && /^port 0$/m.test(conf))) {
      report('the cache accepts connections without TLS: set tls-port, and port to 0.');
    }
  },
};

function isWithoutPassword(props: Props): boolean {
  const type = props['authenticationMode']?.type;
  return props['noPasswordRequired'] === true || type === 'no-password-required';
}

function isEveryAddress(...ranges: (string | undefined)[]): boolean {
  return ranges.some((range) => range?.endsWith('/0'));
}

function coversCache(rule: Props): boolean {
  if (String(rule['ipProtocol'] ?? rule['protocol']) === '-1') return true;
  return rule['fromPort'] <= CACHE_PORT && CACHE_PORT <= rule['toPort'];
}
