/** Chance that can be repeated: the same seed gives the same faults and the same entries. */
export type Random = {
  /** from 0 up to, not including, 1 */
  next(): number;
  /** whole, both ends included */
  between(from: number, to: number): number;
  one<T>(choices: readonly T[]): T;
  /** true in that share of cases */
  happens(share: number): boolean;
};

/** mulberry32: small, and good enough for faults. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    one: <T>(choices: readonly T[]): T => choices[between(0, choices.length - 1)] as T,
    happens: (share) => next() < share,
  };
}
