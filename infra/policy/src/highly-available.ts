import type { PolicyResource, StackValidationPolicy } from '@pulumi/policy';
import { isProduction } from './stack-of.ts';
import type { Props } from './workload.ts';

export const highlyAvailable: StackValidationPolicy = {
  name: 'highly-available',
  description: 'In production each Deployment has two replicas or more and a disruption budget.',
  validateStack: ({ resources }, report) => {
    const all = resources.filter(({ urn }) => isProduction(urn));
    for (const deployment of all.filter(isDeployment)) {
      if (replicas(deployment, all) < 2) {
        report(`${deployment.name} has fewer than two replicas in production.`, deployment.urn);
      }
      if (!all.some((other) => isBudgetOf(other, deployment))) {
        report(`${deployment.name} has no PodDisruptionBudget in production.`, deployment.urn);
      }
    }
  },
};

function isDeployment({ type }: PolicyResource): boolean {
  return type === 'kubernetes:apps/v1:Deployment';
}

/** An autoscaler decides where there is one, whatever the Deployment says. */
function replicas(deployment: PolicyResource, all: readonly PolicyResource[]): number {
  const name = deployment.props['metadata']?.name;
  const scaler = all.find(
    ({ type, props }) =>
      type === 'kubernetes:autoscaling/v2:HorizontalPodAutoscaler' &&
      props['spec']?.scaleTargetRef?.name === name,
  );
  return scaler
    ? (scaler.props['spec'].minReplicas ?? 1)
    : (deployment.props['spec']?.replicas ?? 1);
}

function isBudgetOf({ type, props }: PolicyResource, deployment: PolicyResource): boolean {
  if (type !== 'kubernetes:policy/v1:PodDisruptionBudget') return false;
  const wanted: Props = props['spec']?.selector?.matchLabels ?? {};
  const labels: Props = deployment.props['spec']?.template?.metadata?.labels ?? {};
  const keys = Object.keys(wanted);
  return keys.length > 0 && keys.every((key) => wanted[key] === labels[key]);
}
