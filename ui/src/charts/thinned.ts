import type { Samples } from "./samples";
import { xOf, type TimeScale } from "./timeScale";

/**
 * The readings [start, end), merged where more than one falls into a pixel of the screen: as the
 * collector merges them, at the time of the last one and with the extremes of all. A line through ten
 * readings a pixel is a blot, and takes ten times as long to draw.
 */
export function thinned(
  { times, last, low, high }: Samples,
  start: number,
  end: number,
  time: TimeScale,
): Samples {
  const result: Samples = { times: [], last: [], low: [], high: [] };
  let before = NaN;
  for (let i = start; i < end; i++) {
    const column = pixelOf(time, times[i]!);
    const at = result.times.length - 1;
    if (column === before) {
      result.times[at] = times[i]!;
      result.last[at] = last[i]!;
      if (low[i]! < result.low[at]!) result.low[at] = low[i]!;
      if (high[i]! > result.high[at]!) result.high[at] = high[i]!;
    } else {
      result.times.push(times[i]!);
      result.last.push(last[i]!);
      result.low.push(low[i]!);
      result.high.push(high[i]!);
      before = column;
    }
  }
  return result;
}

/**
 * Of the indices [start, end) those that a line through the values needs: for each pixel of the
 * screen the least and the greatest, and the first and the last of all.
 */
export function outlineOf(
  values: readonly number[],
  times: readonly number[],
  start: number,
  end: number,
  time: TimeScale,
): number[] {
  const kept: number[] = [];
  for (let i = start; i < end;) {
    const column = pixelOf(time, times[i]!);
    const first = i;
    let least = i;
    let greatest = i;
    for (i++; i < end && pixelOf(time, times[i]!) === column; i++) {
      if (values[i]! < values[least]!) least = i;
      if (values[i]! > values[greatest]!) greatest = i;
    }
    if (first === start) kept.push(start);
    keep(kept, Math.min(least, greatest));
    keep(kept, Math.max(least, greatest));
    if (i === end) keep(kept, end - 1);
  }
  return kept;
}

function keep(kept: number[], index: number): void {
  if (kept.at(-1) !== index) kept.push(index);
}

function pixelOf(time: TimeScale, at: number): number {
  const ratio = globalThis.devicePixelRatio || 1;
  return Math.floor(xOf(time, at) * ratio);
}
