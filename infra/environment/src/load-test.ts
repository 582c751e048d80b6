import { readFileSync } from 'node:fs';
import { type LoadTestArgs, MOCK_ADMIN_PORT } from '@onetoken/infra-kubernetes-components';
import { MOCK } from './names.ts';
import type { Settings } from './settings.ts';

const SCRIPT = new URL('../k6/one-token.ts', import.meta.url);

/** The load test of a service; the counters of the mock decide whether it passes. */
export function loadTestArgs(
  settings: NonNullable<Settings['loadTest']>,
): Omit<LoadTestArgs, 'namespace'> {
  const { image, service, callsPerSecond, seconds, operatorNamespace, runners, starterImage } =
    settings;
  return {
    image,
    script: readFileSync(SCRIPT, 'utf8'),
    environment: {
      TARGET: `http://${service}`,
      JUDGE: `http://${MOCK}:${MOCK_ADMIN_PORT}`,
      RATE: String(callsPerSecond),
      SECONDS: String(seconds),
    },
    runner: operatorNamespace
      ? { kind: 'operator', parallelism: runners, starterImage }
      : { kind: 'job' },
  };
}
