import { describe, expect, it } from "vitest";
import type { Finding, Series } from "../src/api/types";
import { besideRss, regionLimits, wholeLimit } from "../src/views/memory/limits";
import { findingOf, memoryFindings, regionOf } from "../src/views/memory/memoryRules";
import { growth, regionRows } from "../src/views/memory/regionRows";
import { trackedWords } from "../src/views/memory/tracked";
import { memoryStack } from "../src/views/overview/memoryStack";
import { FINDINGS } from "./fixtures/findings.mjs";
import { NOW, series } from "./fixtures/story.mjs";

const MIB = 1024 * 1024;
const MINUTE = 60_000;

function one(name: string, labels: Record<string, string>, points: [number, number][]): Series {
  return { name, labels, unit: "By", points: points.map(([time, mib]) => [time, mib * MIB]) };
}

function region(name: string, points: [number, number][]): Series {
  return one("diag.memory.resident", { "diag.memory.region": name }, points);
}

describe("the ledger", () => {
  it("leadsFromRegionToRegionUpToRss", () => {
    const answer = series("checkout-7", null, NOW - 180 * MINUTE, NOW, 400).series as Series[];
    const stack = memoryStack(answer)!;
    const rows = regionRows(stack, answer, 0);
    expect(rows.map((row) => row.id)).toEqual([
      "heap-live",
      "heap-free",
      "meta",
      "code",
      "stacks",
      "files",
      "mapped",
      "native",
      "rest",
      "direct",
    ]);
    let sum = 0;
    for (const row of rows) {
      expect(row.before).toBeCloseTo(sum, 0);
      sum += row.now;
    }
    expect(sum).toBeCloseTo(stack.rssAt.at(-1)!, 0);
    const direct = rows.at(-1)!;
    expect(direct.perMinute! / MIB).toBeGreaterThan(3);
    expect(direct.source).toMatch(/^buffer pool, [\d,]+ buffers$/);
  });

  it("holdsAReadingOfAllMappingsUntilTheNextAndNotForEver", () => {
    const times = Array.from({ length: 61 }, (_, i) => i * 5_000);
    const rss = one(
      "diag.process.rss",
      {},
      times.map((time) => [time, 500]),
    );
    const read: [number, number][] = [
      [20_000, 100],
      [80_000, 110],
    ];
    const stack = memoryStack([rss, region("native", read), region("files", read)])!;
    const native = stack.regions.find(({ id }) => id === "native")!.values;
    const rest = stack.regions.find(({ id }) => id === "rest")!.values;
    expect(native[3]).toBeUndefined();
    expect(native[4]).toBe(100 * MIB);
    expect(native[15]).toBe(100 * MIB);
    expect(native[16]).toBe(110 * MIB);
    expect(native[60]).toBeUndefined();
    expect(rest[3]).toBe(500 * MIB);
    expect(rest[16]).toBe(280 * MIB);
    // What was not split before is not growth of what nobody names.
    const rows = regionRows(
      memoryStack([rss, region("native", [...read, [300_000, 110]])])!,
      [],
      0,
    );
    expect(rows.find(({ id }) => id === "rest")!.change).toBe(-10 * MIB);
  });

  it("leavesNettyOutWhereThereIsNone", () => {
    const stack = memoryStack([
      one("diag.process.rss", {}, [[0, 100]]),
      region("native", [[0, 40]]),
      region("netty", [[0, 0]]),
    ])!;
    expect(regionRows(stack, [], 0).map(({ id }) => id)).toEqual(["native", "rest"]);
  });
});

describe("growth", () => {
  it("isToldFromWhereAValueIsKnownAndHasNoRateOverSeconds", () => {
    const times = [0, 30_000, 60_000, 120_000];
    expect(growth(times, [undefined, 10, 20, 40], 0)).toEqual({ change: 30, perMinute: 20 });
    expect(growth(times, [undefined, undefined, undefined, 40], 0)).toEqual({});
    expect(growth([0, 30_000], [10, 20], 0)).toEqual({ change: 10 });
  });
});

describe("what the JVM takes for itself", () => {
  const tracked = (category: string, mib: number) =>
    one("diag.nmt.committed", { "diag.nmt.category": category }, [[0, mib]]);

  it("isToldWithItsLargestPartsWhereTheJvmTracksIt", () => {
    const all = [
      ["Java Heap", 900],
      ["Symbol", 3],
      ["GC", 54],
      ["Other", 700],
      ["Compiler", 0.2],
    ] as const;
    expect(trackedWords(all.map(([category, mib]) => tracked(category, mib)))).toBe(
      "For itself the JVM has committed 57 MiB (GC 54 MiB, Symbol 3 MiB);" +
        " what of it was touched is in this.",
    );
  });

  it("isSaidToBeUntoldWhereItDoesNot", () => {
    expect(trackedWords([])).toContain("-XX:NativeMemoryTracking=summary");
  });
});

describe("limits", () => {
  it("areTheContainersOrWhatTheMachineCanStillGive", () => {
    const limit = one("diag.cgroup.memory.limit", {}, [[0, 2_048]]);
    const available = one("diag.machine.memory.available", {}, [[0, 4_000]]);
    expect(wholeLimit([limit, available], 500 * MIB)).toEqual({
      name: "to the limit",
      bytes: 2_048 * MIB,
      source: "container limit 2,048 MiB",
    });
    expect(wholeLimit([available], 500 * MIB)!.bytes).toBe(4_500 * MIB);
    expect(wholeLimit([available], undefined)).toBeUndefined();
    expect(regionLimits([one("diag.jvm.direct.max", {}, [[0, 64]])])).toEqual({
      heap: undefined,
      direct: 64 * MIB,
    });
  });
});

describe("what a container holds beside the resident set", () => {
  const rss = one("diag.process.rss", {}, [
    [0, 500],
    [MINUTE, 520],
  ]);
  const usage = one("diag.cgroup.memory.usage", {}, [
    [0, 540],
    [MINUTE, 600],
  ]);
  const limit = one("diag.cgroup.memory.limit", {}, [[0, 2_048]]);
  const stack = memoryStack([rss])!;

  it("isItsUsageLessRss", () => {
    expect(besideRss([rss, usage, limit], stack, 0)).toEqual({
      now: 80 * MIB,
      change: 40 * MIB,
      perMinute: 40 * MIB,
    });
  });

  it("isNotToldWithoutALimitOrWhereTheContainerHoldsLessThanTheProcess", () => {
    expect(besideRss([rss, usage], stack, 0)).toBeUndefined();
    expect(besideRss([rss, limit], stack, 0)).toBeUndefined();
    const less = one("diag.cgroup.memory.usage", {}, [[MINUTE, 100]]);
    expect(besideRss([rss, less, limit], stack, 0)).toBeUndefined();
  });
});

describe("findings about memory", () => {
  it("standAtTheRegionTheyAreAbout", () => {
    const found = memoryFindings(FINDINGS as Finding[]);
    expect(found.map(({ rule }) => rule)).toEqual([
      "direct-buffer-growth",
      "heap-near-max",
      "thread-growth",
      "metaspace-growth",
      "mapped-growth",
    ]);
    expect(findingOf(found, "stacks")).toBe(found[2]);
    expect(findingOf(found, "direct")).toBe(found[0]);
    expect(findingOf(found, "native")).toBeUndefined();
    expect(regionOf(found[0]!)).toBe("direct");
    expect(regionOf({ ...found[0]!, rule: "limit-forecast" })).toBeUndefined();
  });
});
