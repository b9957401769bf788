import { describe, expect, it } from "vitest";
import { axisEnd, bandOutline, endOf, type ForecastBand } from "../src/charts/forecastBand";

const BAND: ForecastBand = {
  from: 100,
  value: 1_000,
  limit: 2_000,
  earliest: 200,
  about: 250,
  latest: 300,
};

function corners(band: ForecastBand, end: number): [number, number][] {
  return bandOutline(band, end).map(({ time, value }) => [time, value]);
}

describe("the band of a forecast", () => {
  it("goesFromNowToTheLimitBetweenTheEarlyAndTheLateTime", () => {
    expect(corners(BAND, 400)).toEqual([
      [100, 1_000],
      [200, 2_000],
      [300, 2_000],
    ]);
    expect(endOf(BAND, BAND.about, 400)).toEqual({ time: 250, value: 2_000 });
  });

  it("runsOffTheEdgeWhereTheLimitIsReachedBeyondIt", () => {
    expect(corners(BAND, 150)).toEqual([
      [100, 1_000],
      [150, 1_500],
      [150, 1_250],
    ]);
  });

  it("hasACornerAtTheLimitWhereOnlyTheLateTimeIsBeyondTheEdge", () => {
    expect(corners(BAND, 250)).toEqual([
      [100, 1_000],
      [200, 2_000],
      [250, 2_000],
      [250, 1_750],
    ]);
  });

  it("staysLevelAtItsLateEdgeWhereTheLimitMayNeverBeReached", () => {
    expect(corners({ ...BAND, latest: Infinity }, 400).at(-1)).toEqual([400, 1_000]);
  });

  it("neverGoesBackInTime", () => {
    expect(corners({ ...BAND, earliest: 40 }, 400)[1]).toEqual([100, 2_000]);
  });

  it("takesAQuarterOfTheAxisWhateverItsLength", () => {
    expect(axisEnd(1_000, 4_000)).toBe(5_000);
  });
});
