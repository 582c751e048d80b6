import { describe, expect, it } from 'vitest';
import { checkPromises } from '../../src/report/promises.ts';
import type { Findings } from '../../src/report/report.ts';
import { summarise } from '../../src/statistics.ts';
import { goodFindings } from './findings.ts';

const manifest = {
  ...{ name: '@x/ours', version: '1.0.0', dependencies: { undici: '8' } },
  peerDependencies: { ioredis: '6', memcache: '1' },
};
const broken = (findings: Findings): string[] =>
  checkPromises(findings, 'ours', manifest)
    .filter(({ met }) => !met)
    .map(({ id, kind }) => `${id} ${kind}`);

describe('checkPromises', () => {
  it('finds every promise met in a good run', () => {
    const verdicts = checkPromises(goodFindings(), 'ours', manifest);
    expect(verdicts.every(({ met }) => met)).toBe(true);
    expect([...new Set(verdicts.map(({ id }) => id))]).toEqual([
      'S1',
      'S2',
      'S3',
      'S4',
      'S5',
      'S7',
    ]);
  });

  it('sees a hot path above half of the fastest peer', () => {
    const { hotPath, ...rest } = goodFindings();
    const slow = hotPath.map((row) => ({ ...row, overFloor: summarise([2]) }));
    expect(broken({ ...rest, hotPath: slow })).toEqual(['S1 time', 'S1 time']);
  });

  it('sees a second token request of a fleet', () => {
    const { fleet, ...rest } = goodFindings();
    expect(broken({ ...rest, fleet: fleet.map((row) => ({ ...row, posts: 2 })) })).toEqual([
      'S4 count',
    ]);
  });

  it('sees callers that fail in a rush, however few token requests it makes', () => {
    const { stampede, ...rest } = goodFindings();
    const failing = stampede.map((row) => ({ ...row, cold: { ...row.cold, failed: 7 } }));
    expect(broken({ ...rest, stampede: failing })).toEqual(['S4 count']);
  });

  it('sees a Redis command while the token is fresh', () => {
    const findings = {
      ...goodFindings(),
      redisCommands: [{ name: 'ours', calls: 9, commands: 1 }],
    };
    expect(broken(findings)).toEqual(['S5 count']);
  });

  it('sees an expired token after SIGCONT', () => {
    const { behaviours, ...rest } = goodFindings();
    const failed = behaviours.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, verdict: 'fail' as const })),
    }));
    expect(broken({ ...rest, behaviours: failed })).toEqual(['S1 count']);
  });

  it('sees peek() allocate, a slow client and a slow start', () => {
    const findings = goodFindings();
    const worse: Findings = {
      ...findings,
      hotPath: findings.hotPath.map((row) => ({
        ...row,
        peek: row.peek && { ns: summarise([12]), bytes: 16 },
      })),
      clients: findings.clients.map((row) => ({ ...row, ratio: summarise([0.96]) })),
      startUp: [{ name: 'ours', ms: summarise([90]), overUndiciMs: summarise([26]) }],
    };
    expect(broken(worse)).toEqual(['S2 time', 'S2 count', 'S3 time', 'S7 time']);
  });

  it('sees a third runtime dependency', () => {
    const more = { ...manifest, dependencies: { undici: '8', lodash: '4' } };
    const [last] = checkPromises(goodFindings(), 'ours', more).toReversed();
    expect(last).toMatchObject({ id: 'S7', met: false, figure: 'undici, lodash, ioredis' });
  });

  it('says nothing about what was not measured', () => {
    expect(checkPromises(goodFindings(), 'somebody else', undefined)).toEqual([]);
  });
});
