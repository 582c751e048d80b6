import { type MockGenesys, type MockOptions, startMockGenesys } from '@onetoken/mock-genesys';
import { findSecrets } from '@onetoken/test-kit';
import { expect } from 'vitest';
import { type Check, exitCodeOf } from '../../src/doctor/check.ts';
import { type Examination, examine } from '../../src/doctor/examine.ts';
import type { Environment } from '../../src/environment/reader.ts';
import { CLIENT } from '../genesys.ts';

export const QUEUES = 'routing:queue:view';
export const SECRETS: Readonly<Record<string, string>> = {
  clientSecret: CLIENT.clientSecret,
  redisPassword: 'visibly-fake-redis-password-2',
  wrongSecret: 'visibly-fake-wrong-secret',
};

/** A mock that knows the client. */
export async function startGenesys(
  permissions: string[] = [QUEUES],
  options: MockOptions = {},
): Promise<MockGenesys> {
  const client = { id: CLIENT.clientId, secret: CLIENT.clientSecret, permissions };
  return await startMockGenesys({ clients: [client], ...options });
}

export function environmentOf(mock: { loginUrl: string; apiUrl: string }): Environment {
  return {
    ONETOKEN_LOGIN_URL: mock.loginUrl,
    ONETOKEN_API_URL: mock.apiUrl,
    GENESYSCLOUD_OAUTHCLIENT_ID: CLIENT.clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: CLIENT.clientSecret,
  };
}

export interface Diagnosis {
  readonly checks: readonly Check[];
  readonly exitCode: number;
  of(name: Check['name']): Check | undefined;
}

/** Runs all checks, and expects no secret in what they say. */
export async function diagnose(
  environment: Environment,
  options: Partial<Examination> = {},
): Promise<Diagnosis> {
  const demand = { requiredPermissions: [], strictPermissions: false };
  const checks: Check[] = [];
  for await (const check of examine({ environment, ...demand, ...options })) checks.push(check);
  expect(findSecrets(JSON.stringify(checks), SECRETS)).toEqual([]);
  const of = (name: Check['name']) => checks.find((check) => check.name === name);
  return { checks, exitCode: exitCodeOf(checks), of };
}
