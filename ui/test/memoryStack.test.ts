import { describe, expect, it } from "vitest";
import type { Series } from "../src/api/types";
import { beyondRss, changeUpTo, memoryStack, sumAt } from "../src/views/overview/memoryStack";
import { series } from "./fixtures/story.mjs";

const MIB = 1024 * 1024;

function one(name: string, labels: Record<string, string>, ...values: number[]): Series {
  return { name, labels, unit: "By", points: values.map((value, i) => [i * 5_000, value * MIB]) };
}

function heap(name: string, ...values: number[]): Series {
  return one("jvm.memory.used", pool(name, "heap"), ...values);
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

  it("splitsTheHeapByTheLastCollection", () => {
    const stack = memoryStack([
      heap("G1 Eden Space", 100),
      heap("G1 Old Gen", 200),
      one("jvm.memory.used_after_last_gc", pool("G1 Eden Space", "heap"), 0),
      one("jvm.memory.used_after_last_gc", pool("G1 Old Gen", "heap"), 180),
      one("diag.process.rss", {}, 500),
    ]);
    expect(at(stack, "heap-live")).toBe(180);
    expect(at(stack, "heap-free")).toBe(120);
    expect(at(stack, "heap")).toBeUndefined();
    expect(at(stack, "rest")).toBe(200);
  });

  it("leavesTheHeapWholeWhenAPoolOrACollectionIsMissing", () => {
    const after = one("jvm.memory.used_after_last_gc", pool("G1 Old Gen", "heap"), 180);
    const incomplete = memoryStack([heap("G1 Eden Space", 100), heap("G1 Old Gen", 200), after]);
    expect(at(incomplete, "heap")).toBe(300);
    const none = one("jvm.memory.used_after_last_gc", pool("G1 Old Gen", "heap"), 0);
    expect(at(memoryStack([heap("G1 Old Gen", 200), none]), "heap")).toBe(200);
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
});
