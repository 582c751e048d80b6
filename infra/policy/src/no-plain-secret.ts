import type { ResourceValidationPolicy } from '@pulumi/policy';
import { containers, plainSettings } from './workload.ts';

/** Names of variables that hold a secret, as opposed to `…_FILE` and `…_ARN`, which say where it is. */
const SECRET_NAME =
  /(^|_)(SECRET|PASSWORD|PASSWD|PRIVATE_KEY|ROUTING_KEY|ENCRYPTION_KEYS|(ACCESS|API|AUTH|BEARER|REFRESH)_TOKEN|API_KEY)(_NEXT)?$/i;

/** Values that are secrets by their form: a URL with a password, a private key, an AWS access key. */
const SECRET_VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b/;

/** An option with a secret on the command line, which every process of the node can read. */
const SECRET_OPTION = /--[\w-]*(password|secret|token|api-key)[= ]\S/i;

/** Everyone who may read the workload can read its ConfigMaps and environment. */
export const noPlainSecret: ResourceValidationPolicy = {
  name: 'no-plain-secret',
  description: 'Programs get secrets as mounted files or by reference, never as plain settings.',
  validateResource: ({ type, props }, report) => {
    for (const [name, value] of plainSettings(type, props).flatMap(Object.entries)) {
      if (value === '') continue;
      if (SECRET_NAME.test(name) || SECRET_VALUE.test(value)) {
        report(`${name} holds a secret in plain text: mount it as a file and set ${name}_FILE.`);
      }
    }
    for (const { name, command = [], args = [] } of containers(type, props)) {
      const line = [...command, ...args].join(' ');
      if (SECRET_OPTION.test(line) || SECRET_VALUE.test(line)) {
        report(`the command line of ${name} holds a secret in plain text: mount it as a file.`);
      }
    }
  },
};
