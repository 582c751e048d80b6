import type { ResourceValidationPolicy } from '@pulumi/policy';
import type { Props } from './workload.ts';

/** Annotations that make a load balancer internal in the large clouds. */
const INTERNAL: Readonly<Record<string, string>> = {
  'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
  'service.beta.kubernetes.io/aws-load-balancer-internal': 'true',
  'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
  'networking.gke.io/load-balancer-type': 'Internal',
};

export const internalOnly: ResourceValidationPolicy = {
  name: 'internal-only',
  description: 'Services that hold the token are not reachable from the internet.',
  validateResource: ({ type, props }, report) => {
    const fault = faults[type.replace(LOAD_BALANCER, 'aws:lb/loadBalancer:LoadBalancer')]?.(props);
    if (fault) report(fault);
  },
};

/** Other names of the same resource, and the classic load balancer; each has the property `internal`. */
const LOAD_BALANCER =
  /^aws:(alb|elb|applicationloadbalancing|elasticloadbalancing(v2)?)\/loadBalancer:LoadBalancer$/;

const faults: Record<string, (props: Props) => string | false> = {
  'kubernetes:core/v1:Service': (props) =>
    props['spec']?.type === 'LoadBalancer' &&
    !isInternal(props['metadata']?.annotations ?? {}) &&
    'this load balancer is public: use ClusterIP, or annotate it as internal.',
  'kubernetes:networking.k8s.io/v1:Ingress': (props) =>
    props['metadata']?.annotations?.['alb.ingress.kubernetes.io/scheme'] === 'internet-facing' &&
    'this ingress is public: set its scheme to "internal".',
  'aws:lb/loadBalancer:LoadBalancer': (props) =>
    props['internal'] !== true && 'this load balancer is public: set internal.',
  'aws:lambda/functionUrl:FunctionUrl': (props) =>
    props['authorizationType'] !== 'AWS_IAM' &&
    'anyone can call this function: set authorizationType to "AWS_IAM".',
};

function isInternal(annotations: Record<string, string>): boolean {
  return Object.entries(INTERNAL).some(([key, value]) => annotations[key] === value);
}
