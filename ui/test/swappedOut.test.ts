import { describe, expect, it } from "vitest";
import type { Series } from "../src/api/types";
import { swappedOut } from "../src/views/memory/swappedOut";
import { NOW, series } from "./fixtures/story.mjs";

const MIB = 1024 * 1024;
const MINUTE = 60_000;

function swap(...mib: number[]): Series[] {
  const points = mib.map((value, i) => [i * MINUTE, value * MIB]);
  return [{ name: "diag.process.swap", labels: {}, unit: "By", points }];
}

describe("what is swapped out", () => {
  it("growsFromTheTimeThatTheLedgerComparesWith", () => {
    expect(swappedOut(swap(5, 10, 20, 40), MINUTE)).toEqual({
      now: 40 * MIB,
      change: 30 * MIB,
      perMinute: 15 * MIB,
    });
  });

  it("isAbsentWhereNothingIsOrWhereItIsNotKnown", () => {
    expect(swappedOut(swap(5, 0), 0)).toBeUndefined();
    expect(swappedOut(swap(), 0)).toBeUndefined();
    expect(swappedOut([], 0)).toBeUndefined();
  });

  it("hasNoGrowthAfterOneReading", () => {
    expect(swappedOut(swap(5), 0)).toEqual({ now: 5 * MIB });
  });

  it("isInOneJvmOfTheStory", () => {
    const of = (id: string) =>
      swappedOut(
        series(id, "diag.process.swap", NOW - 15 * MINUTE, NOW, 400).series as Series[],
        NOW - 15 * MINUTE,
      );
    expect(of("account-1")!.now).toBeGreaterThan(100 * MIB);
    expect(of("checkout-7")).toBeUndefined();
    expect(of("search-31337")).toBeUndefined();
  });
});
