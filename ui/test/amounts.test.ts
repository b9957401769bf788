import { describe, expect, it } from "vitest";
import { amount, bytes, points, signed, time } from "../src/amounts";

describe("amounts", () => {
  it("tellsBytesInTheUnitThatSuitsThem", () => {
    expect(bytes(0)).toBe("0 B");
    expect(bytes(512)).toBe("512 B");
    expect(bytes(1_023)).toBe("1,023 B");
    expect(bytes(1_023.9 * 1_024)).toBe("1 MiB");
    expect(bytes(1_234_567)).toBe("1.18 MiB");
    expect(bytes(57.1 * 2 ** 30)).toBe("57.1 GiB");
    expect(bytes(9_000 * 2 ** 40)).toBe("9,000 TiB");
    expect(bytes(-2_048)).toBe("\u22122 KiB");
  });

  it("tellsTimesFromNanosecondsToDays", () => {
    expect(time(740)).toBe("740 ns");
    expect(time(1_500)).toBe("1.5 \u00b5s");
    expect(time(412e6)).toBe("412 ms");
    expect(time(999.7e6)).toBe("1 s");
    expect(time(26.14e9)).toBe("26.1 s");
    expect(time(599e9)).toBe("599 s");
    expect(time(6_048e9)).toBe("1 h 40 min");
  });

  it("readsTheUnitsThatSeriesAndFindingsName", () => {
    expect(amount(4.4 * 2 ** 20, "By/s")).toBe("4.4 MiB/s");
    expect(amount(0.031, "s")).toBe("31 ms");
    expect(amount(96, "%")).toBe("96%");
    expect(amount(2, "{thread}")).toBe("2 threads");
    expect(amount(1, "{class}")).toBe("1 class");
    expect(amount(18_538, "{class}")).toBe("18,538 classes");
    expect(amount(3, "requests")).toBe("3 requests");
  });

  it("signsChangesButNotWhatRoundsToNothing", () => {
    expect(points(0.27)).toBe("+27.0");
    expect(points(-0.0296)).toBe("\u22123.0");
    expect(points(0.0001)).toBe("0.0");
    expect(signed(-2_048, bytes)).toBe("\u22122 KiB");
  });
});
