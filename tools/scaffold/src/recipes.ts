import type { Recipe } from './recipe.ts';
import { policy } from './recipes/policy.ts';

export type Kind = 'policy';

/** What `pnpm new` can start. A further kind is a file here, its templates, and a section of docs/extending.md. */
export const RECIPES: Readonly<Record<Kind, Recipe>> = { policy };
