import { readFileSync } from 'node:fs';
import { type LoadTestArgs, MOCK_ADMIN_PORT } from '@onetoken/infra-kubernetes-components';
import type { Settings } from './settings.ts';

const SCRIPT = new URL('../k6/one-token.ts', import.meta.url);

/** The load test of a service, judged by the mock. */
export function loadTestArgs(
  settings: NonNullable<Settings['loadTest']>,
  serviceName: string,
  mockName: string,
): Omit<LoadTestArgs, 'namespace'> {
  const { image, callsPerSecond, seconds, operatorNamespace, runners, starterImage } = settings;
  return {
    image,
    script: readFileSync(SCRIPT, 'utf8'),
    environment: {
      TARGET: `http://${serviceName}`,
      JUDGE: `http://${mockName}:${MOCK_ADMIN_PORT}`,
      RATE: String(callsPerSecond),
      SECONDS: String(seconds),
    },
    runner: operatorNamespace
      ? { kind: 'operator', parallelism: runners, starterImage }
      : { kind: 'job' },
  };
}
