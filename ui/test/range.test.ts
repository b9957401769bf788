import { describe, expect, it } from "vitest";
import {
  intervalOf,
  rangeQuery,
  readRange,
  readWindow,
  SPANS,
  windowText,
  type TimeRange,
} from "../src/state/range";

function roundTrip(range: TimeRange): TimeRange {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rangeQuery(range))) {
    if (value !== undefined) query.set(name, value);
  }
  return readRange(query);
}

describe("time range", () => {
  it("comesBackFromTheAddressAsItWasWritten", () => {
    for (const span of SPANS) {
      expect(roundTrip({ span })).toEqual({ span });
      const fixed = { from: 1_795_007_001_612, to: 1_795_009_299_484 };
      expect(roundTrip({ span, fixed })).toEqual({ span, fixed });
    }
  });

  it("isLiveForWhatMakesNoSense", () => {
    for (const text of ["", "range=7y", "from=5", "from=9&to=3", "from=x&to=y", "from=0&to=9"]) {
      expect(readRange(new URLSearchParams(text))).toEqual({ span: SPANS[0] });
    }
  });

  it("endsWhereItIsToldWhileLive", () => {
    expect(intervalOf({ span: SPANS[1] }, 10_000_000)).toEqual({ from: 6_400_000, to: 10_000_000 });
  });

  it("readsAWindowOrNothing", () => {
    expect(readWindow(windowText({ from: 1.4, to: 9.6 })!)).toEqual({ from: 1, to: 10 });
    for (const text of [null, "", "5", "9,3", "1,2,3", "a,b"]) {
      expect(readWindow(text)).toBeUndefined();
    }
  });
});
