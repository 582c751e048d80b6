import { expect, test } from 'vitest';
import { ImageRepository } from '../src/image-repository.ts';
import { inputsOf, once, record } from './support/recorder.ts';

const create = once(() =>
  record(
    () =>
      new ImageRepository('wallboard', {
        repositoryName: 'onetoken/dev/wallboard',
        keyArn: 'arn:key',
        keep: {},
      }),
  ),
);

test('a tag never changes its image, each push is scanned, images are encrypted', async () => {
  const [repository] = inputsOf(await create(), 'ecr/repository:Repository');
  expect(repository).toMatchObject({
    name: 'onetoken/dev/wallboard',
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: 'arn:key' }],
  });
});

test('untagged images go after two weeks, tagged ones when there are more than 50', async () => {
  const [{ policy }] = inputsOf(await create(), 'ecr/lifecyclePolicy:LifecyclePolicy');
  const { rules } = JSON.parse(policy);
  expect(rules.map((rule: { selection: object }) => rule.selection)).toEqual([
    { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
    { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 50 },
  ]);
});
