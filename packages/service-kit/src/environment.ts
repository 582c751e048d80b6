import type { EnvironmentReader } from '@onetoken/auth/environment';

/** One of a few words; `undefined` if unset. */
export function readChoice<T extends string>(
  variables: EnvironmentReader,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = variables.text(name);
  const choice = choices.find((it) => it === value);
  if (value !== undefined && choice === undefined) {
    variables.reject(name, `must be one of ${choices.join(', ')}`, /^[a-z]{1,10}$/i);
  }
  return choice;
}

export interface NumberRange {
  /** `Number.MIN_VALUE`: more than 0. */
  readonly min: number;
  /** @default no limit */
  readonly max?: number;
  /** @default false */
  readonly allowFractions?: boolean;
}

/** A number in a range; `undefined` if unset. */
export function readNumber(
  variables: EnvironmentReader,
  name: string,
  { min, max = Number.MAX_SAFE_INTEGER, allowFractions = false }: NumberRange,
): number | undefined {
  const text = variables.text(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  const isNumber = allowFractions ? Number.isFinite(value) : Number.isSafeInteger(value);
  if (isNumber && value >= min && value <= max) return value;
  const kind = allowFractions ? 'number' : 'whole number';
  variables.reject(name, `must be a ${kind} ${describeRange(min, max)}`, /^[-+.,\de]{1,12}$/i);
  return undefined;
}

function describeRange(min: number, max: number): string {
  if (max < Number.MAX_SAFE_INTEGER) return `from ${min} to ${max}`;
  return min === Number.MIN_VALUE ? 'of more than 0' : `of at least ${min}`;
}

/** An http(s) address; `undefined` if unset. */
export function readUrl(variables: EnvironmentReader, name: string): string | undefined {
  const value = variables.text(name);
  if (value === undefined || /^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value;
  variables.reject(name, 'must be an address that starts with https:// or http://');
  return undefined;
}
