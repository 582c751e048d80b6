import type { types } from '@pulumi/kubernetes';

/** Pod settings that the pod-security level `restricted` requires, and no service-account token. */
export function restrictedPod(userId: number): types.input.core.v1.PodSpec {
  return {
    containers: [],
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: restrictedUser(userId),
  };
}

/** Also for pods that another program creates from our specification (k6-operator). */
export function restrictedUser(userId: number): types.input.core.v1.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: userId,
    runAsGroup: userId,
    fsGroup: userId,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

export const restrictedContainer: types.input.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** The unprivileged users of the official images. */
export const NODE_USER = 1000;
export const VALKEY_USER = 999;
