import { expect, test } from 'vitest';
import { noPlainSecret } from '../src/no-plain-secret.ts';
import { violations } from './support/violations.ts';

const configMap = (data: object) =>
  violations(noPlainSecret, { type: 'kubernetes:core/v1:ConfigMap', props: { data } });

test.each([
  [{ GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/etc/onetoken/client/client-secret' }],
  [{ CLIENT_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:x' }],
  [{ TOKEN_CACHE: 'shared', REDIS_CLUSTER: '1' }],
  [{ ONETOKEN_API_URL: 'https://api.mypurecloud.ie' }],
  [{ GENESYSCLOUD_OAUTHCLIENT_SECRET: '' }],
])('passes %o', (data) => {
  expect(configMap(data)).toEqual([]);
});

test.each([
  [{ GENESYSCLOUD_OAUTHCLIENT_SECRET: 'sample' }, 'GENESYSCLOUD_OAUTHCLIENT_SECRET'],
  [{ GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT: 'sample' }, 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT'],
  [{ PAGERDUTY_ROUTING_KEY: 'sample' }, 'PAGERDUTY_ROUTING_KEY'],
  [{ COLLECTOR_AUTH_TOKEN: 'sample' }, 'COLLECTOR_AUTH_TOKEN'],
  [{ ONETOKEN_ENCRYPTION_KEYS: 'k1:c2FtcGxl' }, 'ONETOKEN_ENCRYPTION_KEYS'],
  [{ REDIS_URL: 'rediss://wallboard:sample@cache:6379' }, 'REDIS_URL'],
  [{ 'tls.key': '-----BEGIN RSA PRIVATE KEY-----' }, 'tls.key'],
])('refuses %o and does not repeat the secret', (data, name) => {
  const said = configMap(data);
  expect(said).toEqual([expect.stringContaining(`${name} holds a secret in plain text`)]);
  expect(said.join()).not.toContain('sample');
});

test('refuses a secret in the environment of a container and of a function', () => {
  const env = [{ name: 'REDIS_PASSWORD', value: 'sample' }];
  const pod = { spec: { containers: [{ env }] } };
  expect(violations(noPlainSecret, { type: 'kubernetes:core/v1:Pod', props: pod })).toHaveLength(1);
  const lambda = { environment: { variables: { REDIS_PASSWORD: 'sample' } } };
  expect(
    violations(noPlainSecret, { type: 'aws:lambda/function:Function', props: lambda }),
  ).toHaveLength(1);
});

test.each([
  [['--password=sample'], 1],
  [['--client-secret', 'sample'], 1],
  [['redis://wallboard:sample@cache:6379'], 1],
  [['--caller-secret-file', '/etc/onetoken/caller'], 0],
  [['--port', '8080'], 0],
])('the command line %j has %i faults, and is not repeated', (args, faults) => {
  const props = { spec: { containers: [{ name: 'program', args }] } };
  const said = violations(noPlainSecret, { type: 'kubernetes:core/v1:Pod', props });
  expect(said).toHaveLength(faults);
  expect(said.join()).not.toContain('sample');
});
