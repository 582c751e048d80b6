import type { ProviderArgs } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from './settings.ts';

/** The cluster: that of the secret `kubeconfig` or of the user's `KUBECONFIG`, in the setting `context` or the current context. */
export function connection({ context }: Settings): ProviderArgs {
  const kubeconfig = new pulumi.Config().getSecret('kubeconfig');
  return {
    enableServerSideApply: true,
    // Otherwise a changed Secret or ConfigMap would be replaced, and all pods with it at once.
    enableSecretMutable: true,
    enableConfigMapMutable: true,
    ...(kubeconfig && { kubeconfig }),
    ...(context && { context }),
  };
}
