import * as aws from '@pulumi/aws';

new aws.elasticache.ReplicationGroup('open', { description: 'no TLS, no users', engine: 'valkey' });
