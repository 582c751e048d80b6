import { expect, test } from 'vitest';
import { FlowLog } from '../src/flow-log.ts';
import { inputsOf, record } from './support/recorder.ts';

test('may write to its own log group and nowhere else', async () => {
  const resources = await record(() => new FlowLog('net', { vpcId: 'vpc-1' }));
  const [{ policy }] = inputsOf(resources, 'iam/rolePolicy:RolePolicy');
  const [statement] = JSON.parse(policy).Statement;
  const group = 'arn:aws:stand-in:::net';
  expect(statement.Resource).toEqual([group, `${group}:log-stream:*`]);
});

test('is kept for 90 days, not for ever', async () => {
  const resources = await record(() => new FlowLog('net', { vpcId: 'vpc-1' }));
  const [group] = inputsOf(resources, 'cloudwatch/logGroup:LogGroup');
  expect(group.retentionInDays).toBe(90);
});
