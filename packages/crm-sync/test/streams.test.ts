import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../src/database/database.ts';
import { openDatabase } from '../src/database/open.ts';
import { parseStorable } from '../src/genesys/storable.ts';
import { runPass } from '../src/pass.ts';
import { allStreams } from '../src/streams/index.ts';
import { databaseKinds, type Place } from './support/databases.ts';
import { type FakeOrganisation, fakeOrganisation } from './support/fake-organisation.ts';

const PAGE = 3;
const START = '2026-01-01T00:00:00.000Z';
const HOUR = 3_600_000;

for (const kind of databaseKinds()) {
  describe.skipIf(kind.missing)(`${kind.name}: ${kind.missing ?? 'a pass'}`, () => {
    let place: Place;
    let database: Database;
    let organisation: FakeOrganisation;
    let now: number;

    beforeAll(async () => {
      place = await kind.create();
      database = await openDatabase(place.url, () => undefined);
    }, 30_000);
    afterAll(async () => {
      await database?.close();
      await place?.[Symbol.asyncDispose]();
    });
    beforeEach(async () => {
      organisation = fakeOrganisation(PAGE);
      now = Date.parse(START) + 3 * HOUR;
      await database.transaction(async (transaction) => {
        const tables = ['users', 'queues', 'conversations', 'open_conversations', 'checkpoints'];
        for (const table of tables) await transaction.run(`DELETE FROM ${table}`);
      });
    });

    const streams = () =>
      allStreams(database, organisation, {
        start: START,
        windowMs: HOUR,
        lagMs: 60_000,
        pageSize: PAGE,
        giveUpAfterMs: 24 * HOUR,
        now: () => now,
        onGivenUp: () => undefined,
      });
    const pass = () =>
      runPass(streams(), { signal: new AbortController().signal, onStep: () => undefined });
    const rows = (sql: string) => database.transaction((transaction) => transaction.all(sql));
    const named = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ id: `id-${i}`, name: `Name ${i}` }));
    const conversation = (id: string, startedAfterMs: number, lengthMs?: number) => ({
      conversationId: id,
      conversationStart: new Date(Date.parse(START) + startedAfterMs).toISOString(),
      ...(lengthMs !== undefined && {
        conversationEnd: new Date(Date.parse(START) + startedAfterMs + lengthMs).toISOString(),
      }),
    });

    it('stores every user, queue and finished conversation, over all pages', async () => {
      organisation.users_ = named(7);
      organisation.queues_ = named(3);
      organisation.conversations_ = Array.from({ length: 11 }, (_, i) =>
        conversation(`c-${i}`, i * 600_000, 1_000),
      );
      const { changed, complete } = await pass();
      expect(complete).toBe(true);
      expect(changed).toMatchObject({ users: 7, queues: 3, conversations: 11 });
      expect(await rows('SELECT id FROM users')).toHaveLength(7);
      expect(await rows('SELECT id FROM conversations')).toHaveLength(11);
    });

    it('stores what a page may hold, whatever its characters', async () => {
      const name = String.raw`cut \ud83d, whole \ud83d\ude00, nothing \u0000, quoted \\u0000`;
      const page = parseStorable(`{"id":"odd","name":"${name}","\\u0000key":[{"\\udc00":1}]}`);
      organisation.users_ = [page as (typeof organisation.users_)[0]];
      expect((await pass()).changed).toMatchObject({ users: 1 });
      const [row] = await rows('SELECT name, document FROM users');
      expect(row?.['name']).toBe('cut \uFFFD, whole 😀, nothing \uFFFD, quoted \\u0000');
      const { document } = row as { document: unknown };
      const stored = typeof document === 'string' ? JSON.parse(document) : document;
      expect(stored).toEqual({ ...(page as object), '\uFFFDkey': [{ '\uFFFD': 1 }] });
      expect(Object.values((await pass()).changed)).toEqual([0, 0, 0, 0]);
    });

    it('writes nothing when nothing has changed', async () => {
      organisation.users_ = named(4);
      organisation.conversations_ = [conversation('c', 0, 1_000)];
      await pass();
      const second = await pass();
      expect(Object.values(second.changed)).toEqual([0, 0, 0, 0]);
      expect(await rows('SELECT id FROM users WHERE revision <> 1')).toEqual([]);
    });

    it('counts a change of a record as one revision', async () => {
      organisation.users_ = named(4);
      await pass();
      organisation.users_[2] = { id: 'id-2', name: 'Renamed' };
      expect((await pass()).changed['users']).toBe(1);
      const changed = await rows('SELECT id, name FROM users WHERE revision = 2');
      expect(changed).toEqual([expect.objectContaining({ id: 'id-2', name: 'Renamed' })]);
    });

    it('marks a user as gone after two sweeps without it, and takes it back', async () => {
      organisation.users_ = named(4);
      const gone = () => rows('SELECT id FROM users WHERE gone = 1');
      await pass();
      const [removed] = organisation.users_.splice(1, 1);
      await pass();
      expect(await gone()).toEqual([]);
      await pass();
      expect(await gone()).toEqual([expect.objectContaining({ id: 'id-1' })]);
      organisation.users_.push(removed as { id: string; name: string });
      await pass();
      expect(await gone()).toEqual([]);
    });

    it('finds a conversation that ends long after its window was read', async () => {
      organisation.conversations_ = [conversation('long', 60_000)];
      await pass();
      expect(await rows('SELECT id FROM conversations')).toEqual([]);
      now += 6 * HOUR;
      organisation.conversations_ = [conversation('long', 60_000, 5 * HOUR)];
      await pass();
      expect(await rows('SELECT id FROM conversations')).toHaveLength(1);
      expect(await rows('SELECT id FROM open_conversations')).toEqual([]);
    });

    it('gives up a conversation that never ends', async () => {
      organisation.conversations_ = [conversation('endless', 60_000)];
      await pass();
      now += 25 * HOUR;
      await pass();
      expect(await rows('SELECT id FROM open_conversations')).toEqual([]);
    });

    it('goes on from the checkpoint, and does not read old windows again', async () => {
      organisation.conversations_ = [conversation('a', 0, 1_000)];
      await pass();
      const before = organisation.calls['conversations'] ?? 0;
      now += HOUR;
      organisation.conversations_.push(conversation('b', 3 * HOUR, 1_000));
      await pass();
      expect((organisation.calls['conversations'] ?? 0) - before).toBe(1);
      expect(await rows('SELECT id FROM conversations')).toHaveLength(2);
    });

    it('goes on within a window after a stop, without losing or doubling a page', async () => {
      organisation.conversations_ = Array.from({ length: 20 }, (_, i) =>
        conversation(`c-${String(i).padStart(2, '0')}`, i * 1_000, 1_000),
      );
      const conversations = streams().at(-1);
      await conversations?.step();
      await conversations?.step();
      expect(await rows('SELECT id FROM conversations')).toHaveLength(2 * PAGE);
      await pass();
      expect(await rows('SELECT id FROM conversations')).toHaveLength(20);
      expect(await rows('SELECT id FROM conversations WHERE revision <> 1')).toEqual([]);
    });

    it('lets one of two workers win a step, and writes nothing of the other', async () => {
      organisation.users_ = named(7);
      const { users } = organisation;
      const bothHaveRead = Promise.withResolvers<void>();
      organisation.users = async (page) => {
        const answer = await users(page);
        if (organisation.calls['users'] === 2) bothHaveRead.resolve();
        await bothHaveRead.promise;
        return answer;
      };
      const [first] = streams();
      const [second] = streams();
      const results = await Promise.allSettled([first?.step(), second?.step()]);
      const failed = results.filter((result) => result.status === 'rejected');
      expect(failed).toHaveLength(1);
      expect(failed[0]?.reason).toMatchObject({ name: 'CheckpointMovedError' });
      expect(await rows('SELECT id FROM users')).toHaveLength(PAGE);
    });

    it('writes no row of a step whose checkpoint cannot be moved', async () => {
      organisation.users_ = named(7);
      const broken = {
        ...organisation,
        users: async (page: number) => {
          const answer = await organisation.users(page);
          await database.transaction((transaction) =>
            transaction.run(
              `INSERT INTO checkpoints (stream, position) VALUES ('users', '{"sweep":9,"page":9}')`,
            ),
          );
          return answer;
        },
      };
      const [users] = allStreams(database, broken, {
        start: START,
        windowMs: HOUR,
        lagMs: 0,
        pageSize: PAGE,
        giveUpAfterMs: HOUR,
        now: () => now,
        onGivenUp: () => undefined,
      });
      await expect(users?.step()).rejects.toMatchObject({ name: 'CheckpointMovedError' });
      expect(await rows('SELECT id FROM users')).toEqual([]);
    });
  });
}
