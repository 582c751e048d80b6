import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Labels } from './labels.ts';

/** The number of pods is `min`, or what a HorizontalPodAutoscaler chooses if `max` is greater. */
export interface Replicas {
  readonly min: number;
  readonly max: number;
}

/** Whether an autoscaler chooses the number of pods. */
export function isScaled({ min, max }: Replicas): boolean {
  return max > min;
}

/** A PodDisruptionBudget for more than one pod, and an autoscaler if `max` is above `min`. */
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
