import type { ResourceValidationPolicy } from '@pulumi/policy';
import { isLocal } from './stack-of.ts';
import { containers, type Props } from './workload.ts';

const DIGEST = /@sha256:[0-9a-f]{64}$/;
/** Tags that never move: a full version or a commit, with any suffix (`8.1.4-alpine`, `git-0b5b065`). */
const FIXED_TAG = /:v?(\d+\.\d+\.\d+([-+.][\w.-]*)?|(git-|sha-)?[0-9a-f]{7,40})$/;

export const fixedImage: ResourceValidationPolicy = {
  name: 'fixed-image',
  description: 'Images are named by digest or by a tag that never moves.',
  validateResource: ({ type, props, urn }, report) => {
    for (const image of images(type, props)) {
      if (!isFixed(image, isLocal(urn))) {
        report(`${image} may change under way: name a digest, a full version or a commit.`);
      }
    }
    if (type === 'aws:ecr/repository:Repository' && props['imageTagMutability'] !== 'IMMUTABLE') {
      report('tags of this repository can move: set imageTagMutability to "IMMUTABLE".');
    }
  },
};

function images(type: string, props: Props): string[] {
  if (type === 'aws:lambda/function:Function') return props['imageUri'] ? [props['imageUri']] : [];
  return containers(type, props).map(({ image }) => image ?? '(no image)');
}

/** The stack `local` may use any tag except `latest`. */
function isFixed(image: string, local: boolean): boolean {
  if (DIGEST.test(image) || FIXED_TAG.test(image)) return true;
  return local && /:[\w.-]+$/.test(image) && !image.endsWith(':latest');
}
