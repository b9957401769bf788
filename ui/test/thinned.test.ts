import { describe, expect, it } from "vitest";
import { samplesOf } from "../src/charts/samples";
import { outlineOf, thinned } from "../src/charts/thinned";

const PIXELS = { from: 0, to: 1_024, width: 128 };

// Eight readings a pixel, up and down, with a peak and a pit in the middle of a pixel each.
const values = Array.from({ length: 1_024 }, (_, i) => 50 + (i % 7));
values[425] = 900;
values[677] = -900;
const times = values.map((_, i) => i);

describe("thinned", () => {
  const points = values.map((value, i) => [times[i]!, value]);
  const merged = thinned(samplesOf(points), 0, points.length, PIXELS);

  it("leavesOneReadingAPixel", () => {
    expect(merged.times).toHaveLength(128);
    expect(merged.times[3]).toBe(31);
  });

  it("keepsTheExtremesAndTheLastOfEachPixel", () => {
    for (let pixel = 0; pixel < 128; pixel++) {
      const within = values.slice(8 * pixel, 8 * pixel + 8);
      expect(merged.low[pixel]).toBe(Math.min(...within));
      expect(merged.high[pixel]).toBe(Math.max(...within));
      expect(merged.last[pixel]).toBe(within.at(-1));
    }
  });

  it("changesNothingWhereThereIsRoomForEach", () => {
    const samples = samplesOf([
      [0, 3],
      [500, 1, 9, 4],
    ]);
    expect(thinned(samples, 0, 2, PIXELS)).toEqual(samples);
  });

  it("takesAPartOfTheReadings", () => {
    const part = thinned(samplesOf(points), 512, 528, PIXELS);
    expect(part.times).toEqual([519, 527]);
  });
});

describe("outlineOf", () => {
  const kept = outlineOf(values, times, 0, values.length, PIXELS);

  it("keepsPeaksAndPitsAndBothEnds", () => {
    expect(kept).toEqual(expect.arrayContaining([0, 425, 677, 1_023]));
    expect(kept.length).toBeLessThanOrEqual(2 * 128 + 2);
  });

  it("isInOrderAndNamesNothingTwice", () => {
    expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
  });

  it("keepsAllWhereThereIsRoomForEach", () => {
    const far = times.map((time) => 10 * time);
    expect(outlineOf(values, far, 3, 20, PIXELS)).toEqual(values.slice(3, 20).map((_, i) => i + 3));
  });
});
