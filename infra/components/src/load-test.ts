export * from '../../kubernetes-components/src/load-test.ts';
