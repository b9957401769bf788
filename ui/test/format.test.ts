import { describe, expect, it } from "vitest";
import {
  axisNumber,
  cores,
  count,
  mib,
  mibChange,
  percent,
  percentFine,
  span,
  windowSpan,
} from "../src/format";

const MIB = 1024 * 1024;

describe("numbers", () => {
  it("haveCommasUnitsAndATrueMinus", () => {
    expect(count(27720)).toBe("27,720");
    expect(mib(2048 * MIB)).toBe("2,048 MiB");
    expect(mib(4.42 * MIB)).toBe("4.4 MiB");
    expect(mib(0)).toBe("0 MiB");
    expect(mibChange(607 * MIB)).toBe("+607");
    expect(mibChange(-10 * MIB)).toBe("\u221210");
    expect(mibChange(-1000)).toBe("0");
    expect(cores(1.684)).toBe("1.68");
    expect(cores(31.8)).toBe("31.8");
    expect(cores(0.0042)).toBe("0.0042");
    expect(cores(0.10800151262598523)).toBe("0.108");
    expect(cores(0.99996)).toBe("1.00");
    expect(cores(0)).toBe("0");
    expect(cores(0.000001)).toBe("<0.0001");
  });

  it("standAtAnAxisWithThreeDigitsAtMost", () => {
    expect(axisNumber(0.15000000000000002)).toBe("0.15");
    expect(axisNumber(0.12345)).toBe("0.123");
    expect(axisNumber(0)).toBe("0");
    expect(axisNumber(8)).toBe("8");
    expect(axisNumber(128)).toBe("128");
    expect(axisNumber(1250)).toBe("1,250");
  });

  it("doNotRoundSomethingToNothingNorPartToAll", () => {
    expect(percent(0.002)).toBe("<1%");
    expect(percent(0.998)).toBe("99%");
    expect(percent(1)).toBe("100%");
    expect(percent(0)).toBe("0%");
    expect(percentFine(0.0001)).toBe("<0.1%");
    expect(percentFine(0.331)).toBe("33.1%");
  });
});

describe("spans", () => {
  it("useTheTwoLargestUnits", () => {
    expect(span(412)).toBe("412 ms");
    expect(span(45_000)).toBe("45 s");
    expect(span(24 * 60_000)).toBe("24 min");
    expect(span(3_600_000)).toBe("1 h");
    expect(span(76 * 3_600_000)).toBe("3 d 4 h");
    expect(windowSpan(165_000)).toBe("165 s");
    expect(windowSpan(900_000)).toBe("15 min");
  });
});
