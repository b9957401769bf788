import { describe, expect, it } from "vitest";
import type { Finding, Series } from "../src/api/types";
import { withMuted } from "../src/state/muted";
import { SPANS } from "../src/state/range";
import { colourOf, type SeriesEvidence } from "../src/views/findings/evidence";
import {
  beganTogether,
  checksRan,
  cleanChecks,
  nothingFound,
  severities,
} from "../src/views/findings/headerWords";
import { distinctLinks } from "../src/views/findings/links";
import { jvmReadings } from "../src/views/overview/jvmReadings";
import { memoryStack } from "../src/views/overview/memoryStack";
import { readingsIn, readingTable } from "../src/views/overview/readingTable";
import { FINDINGS } from "./fixtures/findings.mjs";
import { NOW, series } from "./fixtures/story.mjs";

const findings = FINDINGS as Finding[];
const [leak, deadlock, cost, closed] = findings as [Finding, Finding, Finding, Finding];

describe("the header of the findings", () => {
  it("countsBySeverityAndNamesWhatFoundNothing", () => {
    expect(severities([leak, deadlock, cost])).toBe("2 critical, 1 notice");
    expect(cleanChecks([leak, deadlock, cost])).toEqual([
      "GC overhead",
      "heap near its maximum",
      "memory limit",
      "blocked event loop",
      "saturated event loop",
      "saturated workers",
      "JVM lost",
    ]);
    expect(cleanChecks([]).length).toBe(10);
    expect(checksRan(2_080)).toBe("10 checks ran on 2,080 readings.");
    expect(checksRan(undefined)).toBe("10 checks run with every reading.");
  });

  it("saysWhatBeganTogether", () => {
    expect(beganTogether([leak, deadlock, cost], NOW)).toBeUndefined();
    const same = { ...deadlock, since: leak.since + 59_000 };
    expect(beganTogether([leak, same, cost], NOW)).toMatch(/^2 began at \d\d:08$/);
  });

  it("saysNothingOfATimeInWhichSomethingWasFound", () => {
    const range = { span: SPANS[2] };
    const shown = { from: NOW - SPANS[2].millis, to: NOW };
    expect(nothingFound(range, [], shown)).toBe("No findings in the last 3 h");
    expect(nothingFound(range, [closed], shown)).toBe("No findings now");
    expect(nothingFound({ ...range, fixed: shown }, [], shown)).toBe("No findings now");
  });
});

describe("a finding", () => {
  it("leadsToEachPlaceByItsWordsOnce", () => {
    const words = distinctLinks(leak).map((each) => each.text);
    expect(words).toEqual([
      "See what allocates",
      "See memory by region",
      "Record native memory",
      "Show that time",
    ]);
  });

  it("isDrawnInTheColourOfWhatItRestsOn", () => {
    const of = (name: string, labels = {}) =>
      colourOf({ ...(leak.evidence[0] as SeriesEvidence), name, labels });
    expect(colourOf(leak.evidence[0] as SeriesEvidence)).toBe("region-direct");
    expect(of("jvm.gc.duration")).toBe("gc");
    expect(of("jvm.memory.used", { "jvm.memory.type": "heap" })).toBe("region-heap-live");
    expect(of("jvm.memory.used", { "jvm.memory.pool.name": "Metaspace" })).toBe("region-meta");
    expect(of("diag.agent.cpu.cores")).toBe("plot");
  });

  it("isMutedAndComesBackAndTheOldestMakeWay", () => {
    const one = withMuted(new Set(), "a", true);
    expect([...one]).toEqual(["a"]);
    expect(withMuted(one, "a", false).size).toBe(0);
    let many: ReadonlySet<string> = one;
    for (let i = 0; i < 600; i++) many = withMuted(many, `f${i}`, true);
    expect(many.size).toBe(500);
    expect(many.has("a")).toBe(false);
    expect(many.has("f599")).toBe(true);
  });
});

describe("the table of the tracks", () => {
  const answer = series("checkout-7", null, NOW - 600_000, NOW, 400) as { series: Series[] };
  const plain = answer.series.filter((each) => !("histogram" in each));
  const histograms = answer.series.filter((each) => "histogram" in each);
  const stack = memoryStack(plain, "G1")!;
  const readings = jvmReadings({ from: 0, to: 1, series: plain, histograms } as never);
  const columns = readingTable(stack.times, stack, readings);
  const cells = (name: string) => columns.find((each) => each.name === name)!.cells;

  it("hasTheNumbersOfTheTracksAtTheTimesOfTheCrosshair", () => {
    expect(cells("RSS")).toHaveLength(stack.times.length);
    const last = plain
      .find((each) => each.name === "diag.process.rss")!
      .points.at(-1)!
      .at(-1)!;
    expect(cells("RSS").at(-1)).toBe(Math.round(last / 1024 ** 2).toLocaleString("en-US"));
    expect(cells("Threads").at(-1)).toMatch(/^\d\d$/);
    expect(columns.some((each) => each.name === "CPU throttling")).toBe(false);
  });

  it("hasEachPauseInOneLine", () => {
    const pauses = readings.pauses!.times.filter((time) => time <= stack.times.at(-1)!);
    const lines = cells("Longest GC pause").filter((cell) => cell !== "");
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(pauses.length);
  });

  it("countsReadingsWithoutThoseOfGaps", () => {
    expect(readingsIn([0, 5_000, 10_000], 5_000)).toBe(3);
    expect(readingsIn([0, 15_000, 30_000], 5_000)).toBe(7);
    expect(readingsIn([0, 5_000, 600_000, 605_000], 5_000)).toBe(4);
    expect(readingsIn([], 5_000)).toBeUndefined();
  });
});
