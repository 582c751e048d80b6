import { describe, expect, test } from 'vitest';
import { SuspendedError } from '../../src/login/grant.ts';
import type { HeldToken } from '../../src/shared/held-token.ts';
import type { Demand } from '../../src/shared/shared-layer.ts';
import { unsuspended } from '../../src/shared/unsuspended.ts';

const held = {} as HeldToken;
const demand = {} as Demand;

/** A layer whose first calls end with these errors. */
function layerThat(...errors: Error[]) {
  const demands: Demand[] = [];
  const get = async (it: Demand): Promise<HeldToken> => {
    demands.push(it);
    const error = errors.shift();
    if (error) throw error;
    return held;
  };
  return { demands, layer: unsuspended({ get }) };
}

describe('a process that is suspended while it asks', () => {
  test('asks again', async () => {
    const { layer, demands } = layerThat(new SuspendedError(''), new SuspendedError(''));
    expect(await layer.get(demand)).toBe(held);
    expect(demands).toEqual([demand, demand, demand]);
  });

  test('gives up after the third time', async () => {
    const { layer, demands } = layerThat(
      ...Array.from({ length: 3 }, () => new SuspendedError('')),
    );
    await expect(layer.get(demand)).rejects.toMatchObject({
      code: 'ERR_LOGIN_UNAVAILABLE',
      reason: 'the process was suspended',
      attempts: 3,
    });
    expect(demands).toHaveLength(3);
  });

  test('repeats nothing else', async () => {
    const { layer, demands } = layerThat(new RangeError('other'));
    await expect(layer.get(demand)).rejects.toThrow(RangeError);
    expect(demands).toHaveLength(1);
  });
});
