import { describe, expect, it } from "vitest";
import type { Series } from "../src/api/types";
import {
  beyondRss,
  changesBetween,
  changeUpTo,
  memoryStack,
  rssMissing,
  splitSince,
  sumAt,
  type Change,
} from "../src/views/overview/memoryStack";
import { series } from "./fixtures/story.mjs";

const MIB = 1024 * 1024;

function one(name: string, labels: Record<string, string>, ...values: number[]): Series {
  return { name, labels, unit: "By", points: values.map((value, i) => [i * 5_000, value * MIB]) };
}

function heap(name: string, ...values: number[]): Series {
  return one("jvm.memory.used", pool(name, "heap"), ...values);
}

function after(name: string, ...values: number[]): Series {
  return one("jvm.memory.used_after_last_gc", pool(name, "heap"), ...values);
}

function committed(name: string, ...values: number[]): Series {
  return one("jvm.memory.committed", pool(name, "heap"), ...values);
}

function inMib(changes: Change[]): [string, number][] {
  return changes.map(({ name, bytes }) => [name, bytes / MIB]);
}

function pool(name: string, type: string): Record<string, string> {
  return { "jvm.memory.pool.name": name, "jvm.memory.type": type };
}

function at(stack: ReturnType<typeof memoryStack>, id: string, index = 0) {
  const value = stack!.regions.find((region) => region.id === id)?.values[index];
  return value === undefined ? undefined : value / MIB;
}

describe("memoryStack", () => {
  it("sumsToRssAtEveryTime", () => {
    const now = Date.parse("2026-11-18T14:26:05Z");
    for (const points of [400, 10_000]) {
      const answer = series("checkout-7", null, now - 3 * 3_600_000, now, points);
      const stack = memoryStack(answer.series as Series[])!;
      expect(stack.times.length).toBeGreaterThan(300);
      stack.times.forEach((_, i) => {
        expect(sumAt(stack, i)).toBeCloseTo(stack.rss!.last[i]!, 0);
        expect(beyondRss(stack, i)).toBeLessThan(1);
      });
    }
  });

  it("showsTheLiveHeapAndLeavesWhatIsNotKnownToBeResidentInTheRest", () => {
    const stack = memoryStack([
      heap("G1 Eden Space", 100, 10),
      heap("G1 Old Gen", 200, 200),
      after("G1 Eden Space", 0, 0),
      after("G1 Old Gen", 180, 180),
      committed("G1 Eden Space", 150, 150),
      committed("G1 Old Gen", 250, 250),
      one("diag.process.rss", {}, 500, 500),
    ]);
    // Whatever is allocated between two collections, the edges stay where they are.
    for (const i of [0, 1]) {
      expect(at(stack, "heap-live", i)).toBe(180);
      expect(at(stack, "heap", i)).toBeUndefined();
      expect(at(stack, "rest", i)).toBe(320);
    }
  });

  it("neverCallsCommittedHeapResident", () => {
    const stack = memoryStack([
      heap("Tenured Gen", 200),
      after("Tenured Gen", 100),
      committed("Tenured Gen", 4_000),
      one("jvm.memory.used", pool("Metaspace", "non_heap"), 50),
      one("jvm.buffer.memory.used", { "jvm.buffer.pool.name": "direct" }, 30),
      one("diag.process.rss", {}, 500),
    ])!;
    expect(at(stack, "rest")).toBe(320);
    expect(sumAt(stack, 0)).toBe(500 * MIB);
  });

  it("ordersTheRegionsAsTheLedgerOfTheDesignDoes", () => {
    const stack = memoryStack([
      heap("Tenured Gen", 200),
      after("Tenured Gen", 100),
      committed("Tenured Gen", 300),
      one("jvm.memory.used", pool("CodeCache", "non_heap"), 20),
      one("jvm.memory.used", pool("Metaspace", "non_heap"), 50),
      one("jvm.buffer.memory.used", { "jvm.buffer.pool.name": "direct" }, 30),
      one("diag.process.rss", {}, 500),
    ])!;
    expect(stack.regions.map((region) => region.name)).toEqual([
      "Heap, live",
      "Metaspace, classes",
      "Code cache",
      "Heap free, JVM, other",
      "Direct buffers",
    ]);
  });

  it("doesNotCallLiveWhatZgcReportsAfterACollection", () => {
    const series = [heap("ZHeap", 200), after("ZHeap", 100), committed("ZHeap", 300)];
    const names = (gc: string) => memoryStack(series, gc)!.regions.map((region) => region.name);
    expect(names("ZGC")).toEqual(["Heap, after last GC"]);
    expect(names("G1")).toEqual(["Heap, live"]);
  });

  it("drawsTheHeapWhereRssIsMissing", () => {
    const series = [heap("Tenured Gen", 100, 110, 120, 130, 140)];
    const rss = one("diag.process.rss", {}, 500, 500);
    const stack = memoryStack([...series, rss])!;
    expect(stack.times).toEqual([0, 5_000, 10_000, 15_000, 20_000]);
    expect(at(stack, "heap", 4)).toBe(140);
    expect(stack.rssAt[4]).toBeUndefined();
    expect(at(stack, "rest", 4)).toBeUndefined();
    expect(at(stack, "rest", 1)).toBe(390);
    expect(rssMissing(stack, String)).toBe("RSS is not known after 10000");
    expect(rssMissing(memoryStack(series)!, String)).toBe("RSS is not known");
    expect(rssMissing(memoryStack([rss])!, String)).toBeUndefined();
  });

  it("takesTimesOfOneReadingForOne", () => {
    const late = { ...heap("Tenured Gen", 100, 110) };
    late.points = late.points.map(([time, value]) => [time! + 40, value!]);
    expect(memoryStack([late, one("diag.process.rss", {}, 500, 500)])!.times).toEqual([0, 5_000]);
  });

  it("putsWhatNoRegionExplainsLast", () => {
    const stack = memoryStack([
      heap("Tenured Gen", 100, 100),
      after("Tenured Gen", 100, 100),
      committed("Tenured Gen", 200, 300),
      one("diag.process.rss", {}, 500, 620),
    ])!;
    expect(inMib(changesBetween(stack, 0, 1))).toEqual([
      ["Heap, live", 0],
      ["All else", 120],
    ]);
  });

  it("doesNotTakeTheFirstCollectionForGrowth", () => {
    const stack = memoryStack([
      heap("Tenured Gen", 100, 150),
      after("Tenured Gen", 0, 60),
      committed("Tenured Gen", 200, 260),
      one("diag.process.rss", {}, 500, 580),
    ])!;
    expect(inMib(changesBetween(stack, 0, 1))).toEqual([
      ["Heap, live", 0],
      ["All else", 80],
    ]);
  });

  it("leavesTheHeapWholeWhenAPoolOrACollectionIsMissing", () => {
    const part = after("G1 Old Gen", 180);
    const incomplete = memoryStack([heap("G1 Eden Space", 100), heap("G1 Old Gen", 200), part]);
    expect(at(incomplete, "heap")).toBe(300);
    const none = memoryStack([heap("G1 Old Gen", 200), after("G1 Old Gen", 0)]);
    expect(at(none, "heap")).toBe(200);
  });

  it("neverCallsTheRestNegative", () => {
    const stack = memoryStack([
      heap("Tenured Gen", 300),
      one("jvm.buffer.memory.used", { "jvm.buffer.pool.name": "direct" }, 100),
      one("diag.process.rss", {}, 350),
    ])!;
    expect(at(stack, "rest")).toBe(0);
    expect(beyondRss(stack, 0)).toBe(50 * MIB);
  });

  it("leavesOutWhatIsNotKnown", () => {
    const stack = memoryStack([heap("Tenured Gen", 300)])!;
    expect(stack.rss).toBeUndefined();
    expect(stack.limit).toBeUndefined();
    expect(stack.regions.map((region) => region.id)).toEqual(["heap"]);
    expect(memoryStack([])).toBeUndefined();
  });

  it("recognisesBothNamesOfTheCodeCache", () => {
    for (const name of ["CodeHeap 'non-nmethods'", "CodeCache", "Code Cache"]) {
      expect(at(memoryStack([one("jvm.memory.used", pool(name, "non_heap"), 7)]), "code")).toBe(7);
    }
  });

  it("measuresChangeFromTheFirstKnownValue", () => {
    expect(changeUpTo([undefined, 5, 9], 2)).toBe(4);
    expect(changeUpTo([5, undefined], 1)).toBeUndefined();
  });

  it("saysSinceWhenRegionsAreKnownWhereRssMovedBefore", () => {
    const stack = (...rss: number[]) =>
      memoryStack([
        heap("Tenured Gen", 20, 20, 20),
        one("diag.process.rss", {}, ...rss),
        {
          ...one("diag.memory.resident", { "diag.memory.region": "native" }),
          points: [[10_000, 50 * MIB]],
        },
      ])!;
    expect(splitSince(stack(40, 150, 160), 2)).toBe(10_000);
    expect(splitSince(stack(40, 150, 160), 1)).toBeUndefined();
    expect(splitSince(stack(158, 159, 160), 2)).toBeUndefined();
  });
});
