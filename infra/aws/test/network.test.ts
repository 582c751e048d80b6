import { describe, expect, test } from 'vitest';
import { Network } from '../src/network.ts';
import { inputsOf, once, record, value } from './support/recorder.ts';

const zones = ['eu-west-1a', 'eu-west-1b'];
const fresh = once((natGateways: 'one' | 'per-zone') =>
  record(
    () =>
      new Network('net', {
        settings: { cidr: '10.40.0.0/16', zones, natGateways },
        region: 'eu-west-1',
      }),
  ),
);

describe('a new network', () => {
  test('gives no instance a public address', async () => {
    const subnets = inputsOf(await fresh('one'), 'ec2/subnet:Subnet');
    expect(subnets).toHaveLength(4);
    expect(subnets.every((subnet) => subnet.mapPublicIpOnLaunch === false)).toBe(true);
  });

  test('sends private subnets out through a NAT gateway of their own zone', async () => {
    const routes = inputsOf(await fresh('per-zone'), 'ec2/route:Route');
    expect(routes.map((r) => r.natGatewayId ?? r.gatewayId)).toEqual([
      'net-id',
      'net-nat-eu-west-1a-id',
      'net-nat-eu-west-1b-id',
    ]);
  });

  test('shares one NAT gateway where that is enough', async () => {
    const resources = await fresh('one');
    expect(inputsOf(resources, 'ec2/natGateway:NatGateway')).toHaveLength(1);
    const nats = inputsOf(resources, 'ec2/route:Route').map((r) => r.natGatewayId);
    expect(nats).toEqual([undefined, 'net-nat-eu-west-1a-id', 'net-nat-eu-west-1a-id']);
  });

  test("takes every rule from the VPC's default security group", async () => {
    const [group] = inputsOf(await fresh('one'), 'ec2/defaultSecurityGroup:DefaultSecurityGroup');
    expect(group).toMatchObject({ ingress: [], egress: [] });
  });

  test('logs refused connections', async () => {
    const [log] = inputsOf(await fresh('one'), 'ec2/flowLog:FlowLog');
    expect(log).toMatchObject({ vpcId: 'net-id', trafficType: 'REJECT' });
  });

  test('tells load balancers which subnets are for them', async () => {
    const subnets = inputsOf(await fresh('one'), 'ec2/subnet:Subnet');
    const internal = subnets.filter((s) => s.tags['kubernetes.io/role/internal-elb'] === '1');
    expect(internal.map((s) => s.cidrBlock)).toEqual(['10.40.0.0/19', '10.40.32.0/19']);
  });

  test('tells the ranges of its private subnets, where the cache is', async () => {
    let network: Network | undefined;
    const settings = { cidr: '10.40.0.0/16', zones, natGateways: 'one' as const };
    await record(() => {
      network = new Network('net', { settings, region: 'eu-west-1' });
    });
    expect(await value(network?.privateSubnetCidrs as Network['privateSubnetCidrs'])).toEqual([
      '10.40.0.0/19',
      '10.40.32.0/19',
    ]);
  });
});

test('an existing network is used as it is: nothing is created', async () => {
  let network: Network | undefined;
  const settings = { vpcId: 'vpc-1', privateSubnetIds: ['subnet-a', 'subnet-b'] };
  const resources = await record(() => {
    network = new Network('net', { settings, region: 'eu-west-1' });
  });
  expect(resources.map((r) => r.type)).toEqual(['onetoken:aws:Network']);
  expect(await value(network?.privateSubnetIds as Network['privateSubnetIds'])).toEqual([
    'subnet-a',
    'subnet-b',
  ]);
  expect(await value(network?.privateSubnetCidrs as Network['privateSubnetCidrs'])).toEqual([
    '10.97.0.0/24',
    '10.98.0.0/24',
  ]);
});
