import { describe, expect, it } from "vitest";
import type { HistogramSeries } from "../src/api/types";
import { longest, pausesOf, shareOfTime } from "../src/views/overview/pauses";

function gc(
  name: string,
  cause: string,
  points: [time: number, count: number, sum: number, max: number][],
): HistogramSeries {
  return {
    name: "jvm.gc.duration",
    labels: { "jvm.gc.name": name, "jvm.gc.cause": cause },
    unit: "s",
    histogram: true,
    points: points.map(([time, count, sum, max]) => [time, count, sum, max, []]),
  };
}

describe("pauses", () => {
  const young = gc("G1 Young Generation", "G1 Evacuation Pause", [
    [1_000, 2, 0.03, 0.02],
    [2_000, 1, 0.01, 0.01],
  ]);
  const full = gc("G1 Old Generation", "System.gc()", [[1_000, 1, 0.2, 0.2]]);

  it("areAddedUpOverCausesWhileTheLongestNamesItsOwn", () => {
    const pauses = pausesOf([young, full])!;
    expect(pauses.times).toEqual([1_000, 2_000]);
    expect(pauses.count).toEqual([3, 1]);
    expect(pauses.sum[0]).toBeCloseTo(230);
    expect(pauses.max[0]).toBeCloseTo(200);
    expect(pauses.cause).toEqual(["System.gc()", "G1 Evacuation Pause"]);
    expect(longest(pauses)).toBe(0);
  });

  it("areToldAsAShareOfTheTimeInView", () => {
    const pauses = pausesOf([young, full])!;
    expect(shareOfTime(pauses, 0, 10_000)).toBeCloseTo(0.024);
    expect(shareOfTime(pauses, 1_500, 2_500)).toBeCloseTo(0.01);
    expect(shareOfTime(pauses, 5_000, 5_000)).toBe(0);
  });

  it("areNotTheConcurrentCyclesOfTheSameSeries", () => {
    const cycle = gc("ZGC Cycles", "Proactive", [[1_000, 1, 0.5, 0.5]]);
    const cms = gc("ConcurrentMarkSweep", "No GC", [[1_000, 1, 0.5, 0.5]]);
    expect(pausesOf([cycle, cms])).toBeUndefined();
    expect(pausesOf([cycle, young])!.sum[0]).toBeCloseTo(30);
  });
});
