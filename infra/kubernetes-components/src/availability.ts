import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Labels } from './labels.ts';

/** As many pods as `min`; where `max` is greater, a HorizontalPodAutoscaler decides. */
export interface Replicas {
  readonly min: number;
  readonly max: number;
}

/** Whether an autoscaler says how many pods there are. */
export function isScaled({ min, max }: Replicas): boolean {
  return max > min;
}

/** A budget for disruptions where there is more than one pod, and an autoscaler where there may be more. */
export function createAvailability(
  name: string,
  metadata: k8s.types.input.meta.v1.ObjectMeta & { labels: Labels },
  replicas: Replicas,
  deployment: k8s.apps.v1.Deployment,
  options: pulumi.CustomResourceOptions,
): void {
  if (replicas.min > 1) {
    new k8s.policy.v1.PodDisruptionBudget(
      name,
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: metadata.labels } } },
      options,
    );
  }
  if (isScaled(replicas)) {
    new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      name,
      {
        metadata,
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: deployment.metadata.name,
          },
          minReplicas: replicas.min,
          maxReplicas: replicas.max,
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
            },
          ],
        },
      },
      options,
    );
  }
}
