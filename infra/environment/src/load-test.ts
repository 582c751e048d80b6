import { readFileSync } from 'node:fs';
import { type LoadTestArgs, MOCK_ADMIN_PORT } from '@onetoken/infra-kubernetes-components';
import { MOCK } from './names.ts';
import type { Settings } from './settings.ts';

/** The load test of a service; the counters of the mock decide whether it passes. */
export function loadTestArgs(
  settings: NonNullable<Settings['loadTest']>,
): Omit<LoadTestArgs, 'namespace'> {
  const { image, service, callsPerSecond, seconds, operatorNamespace, runners, starterImage } =
    settings;
  return {
    image,
    // The scenario of the load lab, bundled by `pnpm build`.
    script: readFileSync(new URL(import.meta.resolve('@onetoken/loadtest/k6/steady.js')), 'utf8'),
    environment: {
      TARGETS: `http://${service}`,
      MOCK_ADMIN: `http://${MOCK}:${MOCK_ADMIN_PORT}`,
      RATE: String(callsPerSecond),
      SECONDS: String(seconds),
      RUNNERS: String(runners),
      // A pause of the service, such as a rollout, delays calls; it must not drop any.
      PAUSE_SECONDS: '10',
    },
    runner: operatorNamespace
      ? { kind: 'operator', parallelism: runners, starterImage }
      : { kind: 'job' },
  };
}
