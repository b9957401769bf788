import { describe, expect, it } from "vitest";
import { gapMillis, nearest, runs, samplesOf, usualStep } from "../src/charts/samples";
import { roundAbove, timeTicks, valueTicks, xOf, timeAt } from "../src/charts/timeScale";
import { total } from "../src/views/overview/totals";

describe("samplesOf", () => {
  it("keepsTheExtremesOfMergedReadings", () => {
    const samples = samplesOf([
      [0, 3],
      [5, 1, 9, 4],
    ]);
    expect(samples).toEqual({ times: [0, 5], last: [3, 4], low: [3, 1], high: [3, 9] });
  });
});

describe("gaps", () => {
  const times = [0, 5, 10, 15, 60, 65, 200];

  it("splitWhereReadingsAreMissing", () => {
    expect(usualStep(times)).toBe(5);
    expect(runs(times, gapMillis(times, 5))).toEqual([
      [0, 4],
      [4, 6],
      [6, 7],
    ]);
  });

  it("areMeasuredByTheThinnedStepOverLongRanges", () => {
    const thinned = [0, 300, 600, 900];
    expect(runs(thinned, gapMillis(thinned, 5))).toEqual([[0, 4]]);
  });

  it("doNotExistInNothing", () => {
    expect(runs([], 5)).toEqual([]);
    expect(usualStep([1])).toBeUndefined();
  });
});

describe("nearest", () => {
  it("snapsToARealSampleWithinReach", () => {
    const times = [0, 10, 20];
    expect(nearest(times, 4)).toBe(0);
    expect(nearest(times, 6)).toBe(1);
    expect(nearest(times, 99)).toBe(2);
    expect(nearest(times, 99, 50)).toBe(-1);
    expect(nearest([], 1)).toBe(-1);
  });
});

describe("total", () => {
  it("addsSeriesAndNeverHidesAPeak", () => {
    const series = (values: number[][]) => ({
      name: "jvm.thread.count",
      labels: {},
      unit: "{thread}",
      points: values,
    });
    const sum = total([series([[0, 1, 5, 2]]), series([[0, 10, 12, 11]])], "jvm.thread.count")!;
    expect(sum).toEqual({ times: [0], low: [11], high: [17], last: [13] });
  });
});

describe("ticks", () => {
  it("areRoundAndFewEnough", () => {
    const from = Date.parse("2026-11-18T11:26:05Z");
    const { times, stepMillis } = timeTicks(from, from + 3 * 3_600_000, 8);
    expect(stepMillis).toBe(30 * 60_000);
    expect(times.length).toBeLessThanOrEqual(8);
    for (const time of times) expect(new Date(time).getMinutes() % 30).toBe(0);
    expect(valueTicks(2250, 5)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(valueTicks(0, 5)).toEqual([0]);
  });

  it("endAtARoundNumber", () => {
    expect([0.0562, 2, 2.01, 600].map(roundAbove)).toEqual([0.1, 2, 5, 1000]);
  });

  it("mapToPixelsAndBack", () => {
    const scale = { from: 1_000, to: 3_000, width: 400 };
    expect(xOf(scale, 2_000)).toBe(200);
    expect(timeAt(scale, 200)).toBe(2_000);
  });
});
