import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { alertRules } from './alert-rules.ts';
import { roleSelector } from './labels.ts';

export interface MonitoringArgs {
  readonly namespace: pulumi.Input<string>;
  /** Grafana dashboards as JSON text, by file name. */
  readonly dashboards: Readonly<Record<string, string>>;
}

/**
 * What Prometheus Operator and Grafana need to monitor the services: scraping, alert rules, dashboards.
 *
 * The cluster must have the definitions `ServiceMonitor` and `PrometheusRule`; Grafana's sidecar finds the dashboards by
 * label.
 */
export class Monitoring extends pulumi.ComponentResource {
  constructor(name: string, args: MonitoringArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:Monitoring', name, {}, options);
    const { namespace, dashboards } = args;
    const child = { parent: this };
    const prometheus = { apiVersion: 'monitoring.coreos.com/v1', metadata: { name, namespace } };

    new k8s.apiextensions.CustomResource(
      `${name}-services`,
      {
        ...prometheus,
        kind: 'ServiceMonitor',
        spec: {
          selector: roleSelector('service'),
          endpoints: [{ port: 'http', path: '/metrics', interval: '30s' }],
        },
      },
      child,
    );
    new k8s.apiextensions.CustomResource(
      `${name}-alerts`,
      {
        ...prometheus,
        kind: 'PrometheusRule',
        spec: { groups: [{ name: 'onetoken', rules: alertRules }] },
      },
      child,
    );
    new k8s.core.v1.ConfigMap(
      `${name}-dashboards`,
      {
        metadata: { name: `${name}-dashboards`, namespace, labels: { grafana_dashboard: '1' } },
        data: dashboards,
      },
      child,
    );
    this.registerOutputs({});
  }
}
