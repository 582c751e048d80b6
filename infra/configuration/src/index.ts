export { ConfigurationError } from './configuration-error.ts';
export { encryptedKeys, fromText } from './given-values.ts';
export { problemOf } from './problem-of.ts';
