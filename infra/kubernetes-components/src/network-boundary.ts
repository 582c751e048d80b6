import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { roleSelector } from './labels.ts';
import { type NetworkBoundaryArgs, type PolicySpec, policyRules } from './network-rules.ts';

/**
 * Denies all connections in the namespace except those that the environment needs.
 *
 * A NetworkPolicy matches addresses, not host names: without `cidrs` a service may open TLS connections to any public
 * address. With Cilium, `ciliumHosts` limits them to host names.
 */
export class NetworkBoundary extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkBoundaryArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:NetworkBoundary', name, {}, options);
    for (const [rule, spec] of Object.entries(policyRules(args))) {
      this.#policy(rule, spec, args.namespace);
    }
    if (args.ciliumHosts) this.#ciliumPolicy(args.ciliumHosts, args.namespace);
    this.registerOutputs({});
  }

  #policy(rule: string, spec: PolicySpec, namespace: pulumi.Input<string>): void {
    new k8s.networking.v1.NetworkPolicy(
      rule,
      { metadata: { name: rule, namespace }, spec },
      { parent: this },
    );
  }

  /** Cilium learns the addresses of names from DNS answers, so the policy needs a DNS rule as well. */
  #ciliumPolicy(hosts: readonly string[], namespace: pulumi.Input<string>): void {
    const dns = {
      toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system' } }],
      toPorts: [
        { ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } },
      ],
    };
    const https = {
      toFQDNs: hosts.map((matchName) => ({ matchName })),
      toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
    };
    new k8s.apiextensions.CustomResource(
      'genesys-hosts',
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'genesys-hosts', namespace },
        spec: { endpointSelector: roleSelector('service'), egress: [dns, https] },
      },
      { parent: this },
    );
  }
}
