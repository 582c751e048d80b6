type Inputs = Readonly<Record<string, unknown>>;

/** What AWS would add to a resource, as far as our programs read it. Made up, and plainly so. */
const KNOWN: Readonly<Record<string, (name: string, inputs: Inputs) => Inputs>> = {
  'aws:eks/cluster:Cluster': (name, inputs) => ({
    vpcConfig: { ...(inputs['vpcConfig'] as Inputs), clusterSecurityGroupId: `sg-nodes-${name}` },
  }),
  'aws:elasticache/replicationGroup:ReplicationGroup': (name) => ({
    primaryEndpointAddress: `master.${name}.cache.test`,
  }),
  'aws:ecr/repository:Repository': (_, inputs) => ({
    repositoryUrl: `registry.test/${inputs['name']}`,
  }),
};

/** State of a new resource: its inputs, an ARN, and what else is known of its type. */
export function answer(type: string, name: string, inputs: Inputs): Inputs {
  return { arn: `arn:aws:stand-in:::${name}`, name, ...inputs, ...KNOWN[type]?.(name, inputs) };
}

/** What AWS would tell about something that is there. The second byte of a made-up range is the name's last letter. */
export function found(token: string, inputs: Inputs): Inputs {
  if (token !== 'aws:ec2/getSubnet:getSubnet') return inputs;
  const letter = String(inputs['id']).codePointAt(String(inputs['id']).length - 1);
  return { ...inputs, cidrBlock: `10.${letter}.0.0/24` };
}
