import { findRegion, type Region, regions } from '../values/regions.ts';

/**
 * Regions that may be meant instead of this one. For a region that exists: those of the same part
 * of the world, and the oldest of all. For a name that is none: those that it resembles. All if
 * nothing speaks for any.
 */
export function likelyRegions(name: string | undefined): readonly Region[] {
  if (name === undefined) return regions;
  const region = findRegion(name);
  if (region) {
    const area = areaOf(region);
    const others = regions.filter((it) => it !== region);
    return others.filter((it) => areaOf(it) === area || it === regions[0]);
  }
  const alike = regions.filter((it) => isAlike(name, it.domain) || isAlike(name, it.aws));
  return alike.length > 0 ? alike : regions;
}

export function describeRegions(list: readonly Region[]): string {
  return list.map(({ domain, aws }) => `${domain} (${aws})`).join(', ');
}

/** `EMEA` of `EMEA (Ireland)`. */
function areaOf({ label }: Region): string {
  return label.replace(/ \(.*/, '');
}

/** At most this many characters to add, drop or change. */
const TYPING_ERRORS = 2;

function isAlike(given: string, name: string): boolean {
  const wanted = given.trim().toLowerCase();
  // An address instead of the domain, as in https://api.mypurecloud.ie/
  const isAddress = new RegExp(`(^|[./])${name.replaceAll('.', '\\.')}(/|$)`).test(wanted);
  return isAddress || distance(wanted.slice(0, 80), name) <= TYPING_ERRORS;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const [above = 0, aboveLeft = 0, left = 0] = [row[j + 1], row[j], next[j]];
      next.push(Math.min(above + 1, left + 1, aboveLeft + (char === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
