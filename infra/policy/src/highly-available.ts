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
      const budgets = all.filter((other) => isBudgetOf(other, deployment));
      if (budgets.length === 0) {
        report(`${deployment.name} has no PodDisruptionBudget in production.`, deployment.urn);
      }
      for (const budget of budgets.filter(letsNoneGo)) {
        report(`${budget.name} lets no pod go: no node with one can be drained.`, budget.urn);
      }
    }
  },
};

const AUTOSCALER = /^kubernetes:autoscaling\/v\d\w*:HorizontalPodAutoscaler$/;

function isDeployment({ type }: PolicyResource): boolean {
  return type === 'kubernetes:apps/v1:Deployment';
}

/** An autoscaler, if there is one, overrides the count of the Deployment. */
function replicas(deployment: PolicyResource, all: readonly PolicyResource[]): number {
  const name = deployment.props['metadata']?.name;
  const scaler = all.find(
    (other) =>
      AUTOSCALER.test(other.type) &&
      other.props['spec']?.scaleTargetRef?.name === name &&
      isBeside(other, deployment),
  );
  return scaler
    ? (scaler.props['spec'].minReplicas ?? 1)
    : (deployment.props['spec']?.replicas ?? 1);
}

function isBudgetOf(other: PolicyResource, deployment: PolicyResource): boolean {
  if (other.type !== 'kubernetes:policy/v1:PodDisruptionBudget') return false;
  if (!isBeside(other, deployment)) return false;
  const wanted: Props = other.props['spec']?.selector?.matchLabels ?? {};
  const labels: Props = deployment.props['spec']?.template?.metadata?.labels ?? {};
  const keys = Object.keys(wanted);
  return keys.length > 0 && keys.every((key) => wanted[key] === labels[key]);
}

function isBeside(other: PolicyResource, deployment: PolicyResource): boolean {
  return other.props['metadata']?.namespace === deployment.props['metadata']?.namespace;
}

function letsNoneGo({ props }: PolicyResource): boolean {
  const { maxUnavailable, minAvailable } = props['spec'];
  return /^0%?$/.test(String(maxUnavailable)) || minAvailable === '100%';
}
