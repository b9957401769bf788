import { describe, expect, it } from "vitest";
import { samplesOf } from "../src/charts/samples";
import { shareOfGrowth } from "../src/views/overview/totals";

const counter = (...values: number[]) => samplesOf(values.map((value, i) => [i * 5_000, value]));

describe("the share of one counter's growth in another's", () => {
  it("isToldFromTheSecondReadingOn", () => {
    const share = shareOfGrowth(counter(10, 10, 35), counter(1_000, 1_050, 1_100))!;
    expect(share.times).toEqual([5_000, 10_000]);
    expect(share.last).toEqual([0, 0.5]);
  });

  it("leavesOutWhereACounterBeganAnewOrStoodStill", () => {
    expect(shareOfGrowth(counter(10, 3, 5), counter(100, 20, 30))!.last).toEqual([0.2]);
    expect(shareOfGrowth(counter(1, 1), counter(7, 7))).toBeUndefined();
    expect(shareOfGrowth(undefined, counter(1, 2))).toBeUndefined();
  });
});
