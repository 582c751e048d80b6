import { writeFileSync } from 'node:fs';
import { findCommand, freePort, startRedis, tempDir } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { describe, expect, it, vi } from 'vitest';
import { Fleet } from '../../src/fleets/fleet.ts';
import { openSharedCache, withoutPassword } from '../../src/fleets/redis.ts';

describe('openSharedCache', () => {
  it('starts a server of its own, and ends it with the fleet', async () => {
    const fleet = await Fleet.create();
    const { url, owner } = await openSharedCache(fleet);
    expect(owner).toBe('ours');
    const client = new Redis(url);
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await fleet.close();
    await using other = await Fleet.create();
    await expect(openSharedCache(other, url)).rejects.toMatchObject({ exitCode: 69 });
  });

  it('tries another port when somebody was quicker to take the first', async () => {
    using dir = tempDir('redis-');
    await using fleet = await Fleet.create();
    const real = findCommand(['redis-server', 'valkey-server']);
    // Ends the first time as a server does whose port is taken.
    const first = `[ -e ${dir.path}/taken ] || { touch ${dir.path}/taken; exit 1; }`;
    writeFileSync(`${dir.path}/redis-server`, `#!/bin/sh\n${first}\nexec ${real} "$@"\n`, {
      mode: 0o755,
    });
    vi.stubEnv('PATH', `${dir.path}:${process.env['PATH']}`);
    const client = new Redis((await openSharedCache(fleet)).url);
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    vi.unstubAllEnvs();
  });

  it('deletes on a server of yours the keys of the run, and no other', async () => {
    await using redis = await startRedis();
    const client = new Redis(redis.url);
    const fleet = await Fleet.create();
    const { owner, prefix } = await openSharedCache(fleet, redis.url);
    expect(owner).toBe('yours');
    const mine = Array.from({ length: 1_200 }, (_, index) => `${prefix}:shared:{${index}}:token`);
    for (const key of [...mine, 'onetoken:{other}:token', 'onetoken-demo-other']) {
      await client.set(key, 'x');
    }
    await fleet.close();
    expect((await client.keys('*')).sort()).toEqual([
      'onetoken-demo-other',
      'onetoken:{other}:token',
    ]);
    client.disconnect();
  });

  it('refuses a server that does not answer, and shows no password', async () => {
    await using fleet = await Fleet.create();
    const url = `redis://user:pa55word-not-real@127.0.0.1:${await freePort()}`;
    const opening = openSharedCache(fleet, url);
    await expect(opening).rejects.toThrow(/does not answer \(ECONNREFUSED\)/);
    await expect(opening).rejects.not.toThrow(/pa55word/);
  });
});

describe('openSharedCache, given something that is no Redis', () => {
  it.each([['localhost:6379'], ['http://localhost'], ['redis://']])(
    'refuses %s as usage',
    async (url) => {
      await using fleet = await Fleet.create();
      await expect(openSharedCache(fleet, url)).rejects.toMatchObject({ exitCode: 64 });
    },
  );

  it('says that the password is wrong', async () => {
    await using redis = await startRedis({ args: ['--requirepass', 'right-not-real'] });
    await using fleet = await Fleet.create();
    const opening = openSharedCache(fleet, redis.url.replace('//', '//:wrong-not-real@'));
    await expect(opening).rejects.toThrow(/does not answer \(WRONGPASS\)/);
  });
});

describe('withoutPassword', () => {
  it.each([
    ['redis://user:pass@host:6379/1', 'redis://host:6379'],
    ['rediss://host', 'rediss://host'],
  ])('shows %s as %s', (url, shown) => {
    expect(withoutPassword(url)).toBe(shown);
  });
});
