/** Readings of one quantity in order of time. Low and high hold the extremes of merged readings. */
export interface Samples {
  times: number[];
  last: number[];
  low: number[];
  high: number[];
}

/** Reads points as [time, value] or, where several readings were merged, [time, min, max, last]. */
export function samplesOf(points: readonly (readonly number[])[]): Samples {
  const samples: Samples = { times: [], last: [], low: [], high: [] };
  for (const [time, first, max, last] of points) {
    if (time === undefined || first === undefined) continue;
    samples.times.push(time);
    samples.low.push(first);
    samples.high.push(max ?? first);
    samples.last.push(last ?? first);
  }
  return samples;
}

/** The usual distance between neighbours, which gaps do not change. */
export function usualStep(times: readonly number[]): number | undefined {
  if (times.length < 2) return undefined;
  const steps = times.slice(1).map((time, i) => time - times[i]!);
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1];
}

/** Farther apart than this, two readings have a gap between them. */
export function gapMillis(times: readonly number[], intervalMillis: number): number {
  return 2.5 * Math.max(intervalMillis, usualStep(times) ?? 0);
}

/** Index ranges [start, end) without a gap inside. */
export function runs(times: readonly number[], gap: number): [start: number, end: number][] {
  const result: [number, number][] = [];
  let start = 0;
  for (let i = 1; i <= times.length; i++) {
    if (i === times.length || times[i]! - times[i - 1]! > gap) {
      result.push([start, i]);
      start = i;
    }
  }
  return times.length === 0 ? [] : result;
}

/** The index of the sample nearest to a time, or -1 when there is none within reach. */
export function nearest(times: readonly number[], time: number, reach = Infinity): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  let best = -1;
  for (const i of [low - 1, low]) {
    const at = times[i];
    if (at === undefined || Math.abs(at - time) > reach) continue;
    if (best < 0 || Math.abs(at - time) < Math.abs(times[best]! - time)) best = i;
  }
  return best;
}
