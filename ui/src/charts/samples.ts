/** Readings of one quantity in order of time. Low and high hold the extremes of merged readings. */
export interface Samples {
  times: number[];
  last: number[];
  low: number[];
  high: number[];
}

const samplesByPoints = new WeakMap<readonly (readonly number[])[], Samples>();

/**
 * Reads points as [time, value] or, where several readings were merged, [time, min, max, last]. The
 * same points give the same samples, since several charts may rest on one series.
 */
export function samplesOf(points: readonly (readonly number[])[]): Samples {
  const known = samplesByPoints.get(points);
  if (known) return known;
  const samples: Samples = { times: [], last: [], low: [], high: [] };
  // By index: taking points apart as iterables takes most of the time with very many.
  for (const point of points) {
    const time = point[0];
    const first = point[1];
    if (time === undefined || first === undefined) continue;
    samples.times.push(time);
    samples.low.push(first);
    samples.high.push(point[2] ?? first);
    samples.last.push(point[3] ?? first);
  }
  samplesByPoints.set(points, samples);
  return samples;
}

const stepByTimes = new WeakMap<readonly number[], number>();

/** The usual distance between neighbours, which gaps do not change. */
export function usualStep(times: readonly number[]): number | undefined {
  if (times.length < 2) return undefined;
  let step = stepByTimes.get(times);
  if (step === undefined) {
    const steps = new Float64Array(times.length - 1);
    for (let i = 0; i < steps.length; i++) steps[i] = times[i + 1]! - times[i]!;
    step = steps.sort()[steps.length >> 1]!;
    stepByTimes.set(times, step);
  }
  return step;
}

/** The greatest of the values that is above a floor, or the floor. Their number has no bound. */
export function greatest(values: readonly number[], floor: number): number {
  let most = floor;
  for (const value of values) if (value > most) most = value;
  return most;
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
