const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Policy document: the function writes its own log. Lambda needs the right to create network interfaces; the code of the
 * function must not use it (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
export function functionAccess(logGroupArn: string, functionArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`${logGroupArn}:log-stream:*`],
      },
      {
        Effect: 'Deny',
        Action: NETWORK_ACTIONS,
        Resource: '*',
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': [functionArn] } },
      },
    ],
  });
}
