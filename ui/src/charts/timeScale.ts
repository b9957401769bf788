/** Maps times to pixels of a plot, from left to right. */
export interface TimeScale {
  from: number;
  to: number;
  width: number;
}

export function xOf(scale: TimeScale, time: number): number {
  return ((time - scale.from) / (scale.to - scale.from)) * scale.width;
}

export function timeAt(scale: TimeScale, x: number): number {
  return scale.from + (x / scale.width) * (scale.to - scale.from);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((n) => n * HOUR),
];

export interface TimeTicks {
  times: number[];
  /** Labels need seconds when the step is below a minute. */
  stepMillis: number;
}

/** Round times of the viewer's clock, at most maxCount of them. */
export function timeTicks(from: number, to: number, maxCount: number): TimeTicks {
  const least = (to - from) / Math.max(1, maxCount);
  const step = STEPS.find((each) => each >= least) ?? STEPS.at(-1)!;
  // Steps of hours fall on the viewer's midnight, whatever the zone's offset.
  const zone = new Date(from).getTimezoneOffset() * MINUTE;
  const times: number[] = [];
  for (let t = Math.ceil((from - zone) / step) * step + zone; t <= to; t += step) times.push(t);
  return { times, stepMillis: step };
}

/** The least of 1, 2 and 5 times a power of ten that is not below a positive value. */
export function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((n) => n * power).find((each) => each >= value)!;
}

/** Round values from zero, about count of them, and the top they lead to. */
export function valueTicks(max: number, maxCount: number): number[] {
  if (!(max > 0)) return [0];
  const step = roundAbove((max / Math.max(1, maxCount)) * 0.999);
  const ticks: number[] = [];
  for (let i = 0; i * step <= max * 1.0001; i++) ticks.push(i * step);
  return ticks;
}
