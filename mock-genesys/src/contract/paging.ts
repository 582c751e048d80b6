export interface Page<T> {
  readonly entities: T[];
  readonly pageSize: number;
  readonly pageNumber: number;
  readonly total: number;
  readonly firstUri: string;
  readonly lastUri: string;
  readonly selfUri: string;
  readonly nextUri?: string;
  readonly previousUri?: string;
  readonly pageCount: number;
}

/** The list envelope of users, queues and OAuth clients; page numbers start at 1, URIs are relative. */
export function pageOf<T>(
  all: readonly T[],
  path: string,
  { pageSize, pageNumber }: { pageSize: number; pageNumber: number },
): Page<T> {
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const uri = (page: number): string => `${path}?pageSize=${pageSize}&pageNumber=${page}`;
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: all.length,
    firstUri: uri(1),
    lastUri: uri(pageCount),
    selfUri: uri(pageNumber),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
    ...(pageNumber > 1 && { previousUri: uri(Math.min(pageNumber - 1, pageCount)) }),
    pageCount,
  };
}
