import type { HistogramSeries } from "../../api/types";

/** Pauses of garbage collection, gathered at the times of the readings. */
export interface Pauses {
  times: number[];
  count: number[];
  /** Milliseconds, of all pauses since the reading before. */
  sum: number[];
  /** Milliseconds, of the longest. */
  max: number[];
  /** What the longest was for, where the JVM tells. */
  cause: (string | undefined)[];
}

const NAME = "jvm.gc.duration";

/** Undefined where pauses are not measured; a time without a pause has no entry. */
export function pausesOf(series: readonly HistogramSeries[]): Pauses | undefined {
  const parts = series.filter((each) => each.name === NAME && isPause(each.labels));
  if (parts.length === 0) return undefined;
  const byTime = new Map<number, { count: number; sum: number; max: number; cause?: string }>();
  for (const { points, labels } of parts) {
    for (const [time, count, sum, max] of points) {
      const at = byTime.get(time) ?? { count: 0, sum: 0, max: 0 };
      at.count += count;
      at.sum += sum * 1_000;
      if (max * 1_000 >= at.max) {
        at.max = max * 1_000;
        at.cause = labels["jvm.gc.cause"];
      }
      byTime.set(time, at);
    }
  }
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const column = <K extends "count" | "sum" | "max">(key: K) =>
    times.map((time) => byTime.get(time)![key]);
  return {
    times,
    count: column("count"),
    sum: column("sum"),
    max: column("max"),
    cause: times.map((time) => byTime.get(time)!.cause),
  };
}

/** Concurrent cycles are told by the same series, but nothing stood still in them. */
function isPause(labels: Record<string, string>): boolean {
  return !/Cycles$/.test(labels["jvm.gc.name"] ?? "") && labels["jvm.gc.cause"] !== "No GC";
}

/** The part of an interval that pauses took. */
export function shareOfTime(pauses: Pauses, from: number, to: number): number {
  let millis = 0;
  pauses.times.forEach((time, i) => {
    if (time >= from && time <= to) millis += pauses.sum[i]!;
  });
  return to > from ? millis / (to - from) : 0;
}

/** The index of the longest pause, or -1. */
export function longest({ max }: Pauses): number {
  return max.reduce((best, each, i) => (best < 0 || each > max[best]! ? i : best), -1);
}
