import { findRegion, type Region, regions } from '../values/regions.ts';

/** The names of regions, domain or AWS name, that are nearest to a mistyped one; none if it resembles no region. */
export function nearestRegions(given: string): readonly string[] {
  const wanted = given.trim().toLowerCase().slice(0, 80);
  const names = regions.flatMap(({ domain, aws }) => [domain, aws]);
  const distances = names.map((name) => (isPartOf(wanted, name) ? 0 : distance(wanted, name)));
  const least = Math.min(...distances);
  return least > TYPING_ERRORS ? [] : names.filter((_, index) => distances[index] === least);
}

/**
 * Where a client may belong that the login of this region refuses: to a region of the same part of the world, or to
 * the oldest of all. All regions if the region is not known.
 */
export function likelyRegions(name: string | undefined): readonly Region[] {
  const region = name === undefined ? undefined : findRegion(name);
  if (!region) return regions;
  const area = areaOf(region);
  const others = regions.filter((it) => it !== region);
  return others.filter((it) => areaOf(it) === area || it === regions[0]);
}

/** `EMEA` of `EMEA (Ireland)`. */
function areaOf({ label }: Region): string {
  return label.replace(/ \(.*/, '');
}

/** An address instead of the domain, as in https://api.mypurecloud.ie/ */
function isPartOf(address: string, name: string): boolean {
  return new RegExp(`(^|[./])${name.replaceAll('.', '\\.')}(/|$)`).test(address);
}

/** At most this many characters to add, drop, change, or exchange with their neighbour. */
const TYPING_ERRORS = 2;

/** Optimal string alignment: Levenshtein's distance in which two exchanged neighbours count once. */
function distance(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const changed = at(row, j) + (a[i] === b[j] ? 0 : 1);
      const isExchanged = a[i] === b[j - 1] && a[i - 1] === b[j];
      const exchanged = isExchanged ? at(before, j - 1) + 1 : changed;
      next.push(Math.min(at(row, j + 1) + 1, at(next, j) + 1, changed, exchanged));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
