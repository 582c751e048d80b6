import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { FlowLog } from './flow-log.ts';
import type { NetworkSettings } from './settings.ts';
import { subnetRanges } from './subnet-ranges.ts';

export interface NetworkArgs {
  readonly settings: NetworkSettings;
  readonly region: string;
}

type NewNetwork = Extract<NetworkSettings, { cidr: string }>;
type ExistingNetwork = Exclude<NetworkSettings, NewNetwork>;

/**
 * The VPC: private subnets for all workloads, public ones for the NAT gateways only.
 * With the ids of an existing VPC it creates nothing.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Address ranges of the private subnets, which hold the cluster and the cache. */
  readonly privateSubnetCidrs: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:Network', name, {}, options);
    const made =
      'vpcId' in args.settings
        ? existing(this, args.settings)
        : new Builder(name, this, args.settings).build(args.region);
    this.vpcId = pulumi.output(made.vpcId);
    this.privateSubnetIds = pulumi.output<pulumi.Input<string>[]>(made.privateSubnetIds);
    this.privateSubnetCidrs = pulumi.output<pulumi.Input<string>[]>(made.privateSubnetCidrs);
    this.registerOutputs({ vpcId: this.vpcId, privateSubnetIds: this.privateSubnetIds });
  }
}

interface Made {
  readonly vpcId: pulumi.Input<string>;
  readonly privateSubnetIds: pulumi.Input<string>[];
  readonly privateSubnetCidrs: pulumi.Input<string>[];
}

/** An existing network: only the ranges of its subnets are read. */
function existing(parent: Network, { vpcId, privateSubnetIds }: ExistingNetwork): Made {
  const privateSubnetCidrs = privateSubnetIds.map(
    (id) => aws.ec2.getSubnetOutput({ id }, { parent }).cidrBlock,
  );
  return { vpcId, privateSubnetIds, privateSubnetCidrs };
}

/** Builds the parts of a new VPC, each named after the network and its zone. */
class Builder {
  readonly #name: string;
  readonly #parent: Network;
  readonly #settings: NewNetwork;
  readonly #vpc: aws.ec2.Vpc;

  constructor(name: string, parent: Network, settings: NewNetwork) {
    this.#name = name;
    this.#parent = parent;
    this.#settings = settings;
    this.#vpc = new aws.ec2.Vpc(
      name,
      {
        cidrBlock: settings.cidr,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: name },
      },
      { parent },
    );
  }

  build(region: string): Made {
    const vpcId = this.#vpc.id;
    // The default security group allows all traffic between its members; managed without rules it allows none.
    new aws.ec2.DefaultSecurityGroup(this.#name, { vpcId, ingress: [], egress: [] }, this.#child);
    new FlowLog(this.#name, { vpcId }, this.#child);
    const nats = this.#natGateways(this.#publicSubnets());
    const { subnets, routeTables } = this.#privateSubnets(nats);
    // Image layers come from S3; the gateway endpoint saves their NAT traffic.
    new aws.ec2.VpcEndpoint(
      `${this.#name}-s3`,
      {
        vpcId,
        serviceName: `com.amazonaws.${region}.s3`,
        vpcEndpointType: 'Gateway',
        routeTableIds: routeTables.map((table) => table.id),
      },
      this.#child,
    );
    return {
      vpcId,
      privateSubnetIds: subnets.map((subnet) => subnet.id),
      privateSubnetCidrs: subnetRanges(
        this.#settings.cidr,
        this.#settings.zones.length,
      ).private.slice(),
    };
  }

  #publicSubnets(): aws.ec2.Subnet[] {
    const vpcId = this.#vpc.id;
    const gateway = new aws.ec2.InternetGateway(this.#name, { vpcId }, this.#child);
    const table = this.#routeTable('public', { gatewayId: gateway.id });
    const ranges = subnetRanges(this.#settings.cidr, this.#settings.zones.length).public;
    return this.#settings.zones.map((zone, index) => {
      const label = `${this.#name}-public-${zone}`;
      const subnet = new aws.ec2.Subnet(
        label,
        {
          vpcId,
          availabilityZone: zone,
          cidrBlock: ranges[index] ?? '',
          mapPublicIpOnLaunch: false,
          tags: { Name: label, 'kubernetes.io/role/elb': '1' },
        },
        this.#child,
      );
      this.#associate(label, subnet, table);
      return subnet;
    });
  }

  #natGateways(publicSubnets: readonly aws.ec2.Subnet[]): aws.ec2.NatGateway[] {
    const homes = this.#settings.natGateways === 'one' ? publicSubnets.slice(0, 1) : publicSubnets;
    return homes.map((subnet, index) => {
      const label = `${this.#name}-nat-${this.#settings.zones[index]}`;
      const address = new aws.ec2.Eip(label, { domain: 'vpc', tags: { Name: label } }, this.#child);
      return new aws.ec2.NatGateway(
        label,
        { subnetId: subnet.id, allocationId: address.id, tags: { Name: label } },
        this.#child,
      );
    });
  }

  #privateSubnets(nats: readonly aws.ec2.NatGateway[]): {
    subnets: aws.ec2.Subnet[];
    routeTables: aws.ec2.RouteTable[];
  } {
    const ranges = subnetRanges(this.#settings.cidr, this.#settings.zones.length).private;
    const made = this.#settings.zones.map((zone, index) => {
      const label = `${this.#name}-private-${zone}`;
      const nat = nats[index] ?? nats[0];
      const table = this.#routeTable(`private-${zone}`, { natGatewayId: nat?.id });
      const subnet = new aws.ec2.Subnet(
        label,
        {
          vpcId: this.#vpc.id,
          availabilityZone: zone,
          cidrBlock: ranges[index] ?? '',
          mapPublicIpOnLaunch: false,
          tags: { Name: label, 'kubernetes.io/role/internal-elb': '1' },
        },
        this.#child,
      );
      this.#associate(label, subnet, table);
      return { subnet, table };
    });
    return { subnets: made.map((m) => m.subnet), routeTables: made.map((m) => m.table) };
  }

  #routeTable(suffix: string, target: Partial<aws.ec2.RouteArgs>): aws.ec2.RouteTable {
    const label = `${this.#name}-${suffix}`;
    const table = new aws.ec2.RouteTable(
      label,
      { vpcId: this.#vpc.id, tags: { Name: label } },
      this.#child,
    );
    new aws.ec2.Route(
      label,
      { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', ...target },
      this.#child,
    );
    return table;
  }

  #associate(label: string, subnet: aws.ec2.Subnet, table: aws.ec2.RouteTable): void {
    new aws.ec2.RouteTableAssociation(
      label,
      { subnetId: subnet.id, routeTableId: table.id },
      this.#child,
    );
  }

  get #child(): pulumi.CustomResourceOptions {
    return { parent: this.#parent };
  }
}
