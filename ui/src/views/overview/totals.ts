import type { Series } from "../../api/types";
import { nearest, samplesOf, usualStep, type Samples } from "../../charts/samples";

/** The one series of a name, or undefined when it has no reading. */
export function single(series: readonly Series[], name: string): Samples | undefined {
  const found = series.find((each) => each.name === name && each.points.length > 0);
  return found && samplesOf(found.points);
}

/**
 * The sum of all series of a name at the times of the first. The band is the sum of the extremes,
 * which need not have fallen together: it never hides a peak, and may overstate one.
 */
export function total(series: readonly Series[], name: string): Samples | undefined {
  const parts = series
    .filter((each) => each.name === name && each.points.length > 0)
    .map((each) => samplesOf(each.points));
  const first = parts[0];
  if (!first) return undefined;
  const reach = 1.5 * (usualStep(first.times) ?? 0) + 1_000;
  const sum: Samples = { times: [], last: [], low: [], high: [] };
  for (const time of first.times) {
    const at = parts.map((part) => nearest(part.times, time, reach));
    if (at.includes(-1)) continue;
    const add = (of: "last" | "low" | "high") =>
      parts.reduce((all, part, i) => all + part[of][at[i]!]!, 0);
    sum.times.push(time);
    sum.last.push(add("last"));
    sum.low.push(add("low"));
    sum.high.push(add("high"));
  }
  return sum.times.length === 0 ? undefined : sum;
}

/** How much one counter grew by the growth of another, at each reading of the first. */
export function shareOfGrowth(
  part: Samples | undefined,
  whole: Samples | undefined,
): Samples | undefined {
  if (!part || !whole) return undefined;
  const share: Samples = { times: [], last: [], low: [], high: [] };
  let before = -1;
  part.times.forEach((time, i) => {
    const at = nearest(whole.times, time, 1_000);
    if (at < 0) return;
    const partBefore = before < 0 ? undefined : part.last[before];
    const wholeBefore =
      before < 0 ? undefined : whole.last[nearest(whole.times, part.times[before]!, 1_000)];
    before = i;
    if (partBefore === undefined || wholeBefore === undefined) return;
    const grown = whole.last[at]! - wholeBefore;
    const value = (part.last[i]! - partBefore) / grown;
    // A counter that fell began anew; what it grew by is not known.
    if (!(grown > 0 && value >= 0)) return;
    share.times.push(time);
    for (const of of [share.last, share.low, share.high]) of.push(value);
  });
  return share.times.length === 0 ? undefined : share;
}
