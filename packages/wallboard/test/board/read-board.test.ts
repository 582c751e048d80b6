import { describe, expect, it } from 'vitest';
import { createBoardReader } from '../../src/board/read-board.ts';
import type { ApiAnswer } from '../../src/genesys-api.ts';

const { signal } = new AbortController();

/** An API with so many queues, and the paths that it was asked for. */
function organisation(queues: number) {
  const asked: string[] = [];
  const answer = (body: object): ApiAnswer => ({
    status: 200,
    body: JSON.stringify(body),
    retryAfter: undefined,
  });
  const api = {
    get: async (path: string) => {
      asked.push(path);
      const page = Number(new URLSearchParams(path.split('?')[1]).get('pageNumber'));
      const all = Array.from({ length: queues }, (_, i) => ({ id: `q-${i}`, name: `Queue ${i}` }));
      const entities = all.slice((page - 1) * 100, page * 100);
      return answer({ entities, pageCount: Math.ceil(queues / 100) });
    },
    post: async (path: string) => {
      asked.push(path);
      return answer({ results: [] });
    },
  };
  const read = (queueIds: readonly string[]) =>
    createBoardReader({ api, queueIds, pod: 'pod', now: () => 0 })(undefined, signal);
  return { asked, read };
}

describe('the board reader', () => {
  it('finds the queues that it is to show, on whatever page', async () => {
    const { asked, read } = organisation(450);
    const { queues } = await read(['q-3', 'q-250']);
    expect(queues.map(({ id }) => id)).toEqual(['q-3', 'q-250']);
    expect(asked.filter((path) => path.includes('pageNumber'))).toHaveLength(3);
  });

  it('looks no further than the last page for a queue that does not exist', async () => {
    const { read } = organisation(150);
    expect((await read(['q-120', 'q-999'])).queues).toHaveLength(1);
  });

  it('shows the first hundred when it is to show no certain ones', async () => {
    const { asked, read } = organisation(450);
    expect((await read([])).queues).toHaveLength(100);
    expect(asked).toHaveLength(3);
  });

  it('asks for no figures where there is no queue: an empty query would be refused', async () => {
    const { asked, read } = organisation(0);
    expect((await read([])).queues).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
