import type { Recipe } from './recipe.ts';
import { experiment } from './recipes/experiment.ts';
import { policy } from './recipes/policy.ts';
import { route } from './recipes/route.ts';
import { service } from './recipes/service.ts';
import { store } from './recipes/store.ts';

export type Kind = 'store' | 'experiment' | 'policy' | 'route' | 'service';

/** What `pnpm new` can start. A further kind is a file here, its templates, and a section of docs/extending.md. */
export const RECIPES: Readonly<Record<Kind, Recipe>> = {
  store,
  experiment,
  policy,
  route,
  service,
};
