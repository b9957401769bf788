import { clockDay, clockSeconds } from "../../format";
import type { Interval } from "../../state/range";
import type { Comparison } from "./profileQuery";

/** The interval of the same length that ends where the given one starts. */
export function timeBefore({ from, to }: Interval): Comparison {
  return { from: from - (to - from), to: from };
}

/** "14:11 – 14:14:05". */
export function comparisonText({ from, to }: Interval, now: number): string {
  return `${clockDay(from, now, true)} \u2013 ${clockSeconds(to)}`;
}
