import { z } from 'zod';

/** Paging of lists: 25 a page, at most 500, the first page is 1. */
export const pageQuery = z.looseObject({
  pageSize: z.coerce.number().int().min(1).max(500).default(25),
  pageNumber: z.coerce.number().int().min(1).default(1),
});
