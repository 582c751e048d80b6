import type { ProviderArgs } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from './settings.ts';

/** The cluster: the secret `kubeconfig`, or the user's own file (`KUBECONFIG`); in it, `context` or the current one. */
export function connection({ context }: Settings): ProviderArgs {
  const kubeconfig = new pulumi.Config().getSecret('kubeconfig');
  return {
    enableServerSideApply: true,
    // Else a rotated secret or a changed setting would replace its object, and with it all pods at once.
    enableSecretMutable: true,
    enableConfigMapMutable: true,
    ...(kubeconfig && { kubeconfig }),
    ...(context && { context }),
  };
}
