import type { Series } from "../../api/types";
import { nearest, samplesOf, usualStep, type Samples } from "../../charts/samples";

export type RegionId = "heap-live" | "heap-free" | "heap" | "meta" | "code" | "rest" | "direct";

export interface Region {
  id: RegionId;
  name: string;
  /** Bytes at each time; undefined where they are not known. */
  values: (number | undefined)[];
}

/** The memory of the process split by owner, at the times RSS was read. */
export interface MemoryStack {
  times: number[];
  /** Bottom to top. Where their sum is below RSS, "rest" holds the difference. */
  regions: Region[];
  /** Absent where the system does not tell it. */
  rss?: Samples;
  /** The container's limit, as it was last read. */
  limit?: number;
}

/** Reclaimable heap moves with every collection, and what is left over moves against it. */
export const SWINGING: readonly RegionId[] = ["heap-free", "heap", "rest"];

const NAMES: Record<RegionId, string> = {
  "heap-live": "Heap, live",
  "heap-free": "Heap, reclaimable",
  heap: "Heap, used",
  meta: "Metaspace, classes",
  code: "Code cache",
  rest: "Not split further",
  direct: "Direct buffers",
};

/**
 * Bottom to top. What is reclaimable falls with each collection, and everything above it would shake
 * with it: so the steady regions stand below, and only the rest touches its edge. Direct buffers lie
 * on top, where their growth is the growth of RSS.
 */
const ORDER: RegionId[] = ["meta", "code", "heap-live", "heap-free", "heap", "rest", "direct"];

/** Undefined when neither RSS nor any region is known. */
export function memoryStack(series: readonly Series[]): MemoryStack | undefined {
  const find = (name: string) => series.filter((each) => each.name === name && each.points.length);
  const pools = find("jvm.memory.used");
  const heap = pools.filter((pool) => pool.labels["jvm.memory.type"] === "heap");
  const rssSeries = find("diag.process.rss")[0];
  const base = rssSeries ?? heap[0] ?? pools[0];
  if (!base) return undefined;

  const rss = rssSeries && samplesOf(rssSeries.points);
  const times = samplesOf(base.points).times;
  const reach = 1.5 * (usualStep(times) ?? 0) + 1_000;
  const sum = (of: readonly Series[]) => summed(of, times, reach);

  const heapUsed = sum(heap);
  const live = sum(afterGcOf(heap, find("jvm.memory.used_after_last_gc")));
  const values = Object.fromEntries(ORDER.map((id) => [id, new Array(times.length)])) as Record<
    RegionId,
    (number | undefined)[]
  >;
  const meta = sum(pools.filter((pool) => /metaspace|class space/i.test(poolName(pool))));
  const code = sum(pools.filter((pool) => /codeheap|code ?cache/i.test(poolName(pool))));
  const direct = sum(
    find("jvm.buffer.memory.used").filter(
      (pool) => pool.labels["jvm.buffer.pool.name"] === "direct",
    ),
  );

  times.forEach((_, i) => {
    const used = heapUsed[i];
    const alive = live[i];
    // Zero after the last collection means that none has run yet.
    if (used !== undefined && alive !== undefined && alive > 0) {
      values["heap-live"][i] = Math.min(alive, used);
      values["heap-free"][i] = used - values["heap-live"][i]!;
    } else {
      values.heap[i] = used;
    }
    values.meta[i] = meta[i];
    values.code[i] = code[i];
    values.direct[i] = direct[i];
    const total = rss?.last[i];
    if (total !== undefined) {
      const known = (used ?? 0) + (meta[i] ?? 0) + (code[i] ?? 0) + (direct[i] ?? 0);
      values.rest[i] = Math.max(0, total - known);
    }
  });

  return {
    times,
    rss,
    limit: find("diag.cgroup.memory.limit")[0]?.points.at(-1)?.at(-1),
    regions: ORDER.filter((id) => values[id].some((value) => value !== undefined)).map((id) => ({
      id,
      name: NAMES[id],
      values: values[id],
    })),
  };
}

/** By how much the regions together exceed RSS: their untouched pages are not resident. */
export function beyondRss(stack: MemoryStack, index: number): number {
  const rss = stack.rss?.last[index];
  return rss === undefined ? 0 : Math.max(0, sumAt(stack, index) - rss);
}

export function sumAt(stack: MemoryStack, index: number): number {
  return stack.regions.reduce((sum, region) => sum + (region.values[index] ?? 0), 0);
}

/** What a region grew by from its first known value up to an index. */
export function changeUpTo(values: readonly (number | undefined)[], index: number) {
  const now = values[index];
  const first = values.find((value) => value !== undefined);
  return now === undefined || first === undefined ? undefined : now - first;
}

/** The after-collection series of every heap pool, or none of them when one is missing. */
function afterGcOf(heap: readonly Series[], all: readonly Series[]): Series[] {
  const found = heap.map((pool) => all.find((each) => poolName(each) === poolName(pool)));
  return found.every((each) => each !== undefined) ? (found as Series[]) : [];
}

function poolName(series: Series): string {
  return series.labels["jvm.memory.pool.name"] ?? "";
}

/** The sum at each time; undefined where one of the series has no reading near it. */
function summed(
  series: readonly Series[],
  times: readonly number[],
  reach: number,
): (number | undefined)[] {
  const each = series.map((one) => samplesOf(one.points));
  return times.map((time) => {
    if (each.length === 0) return undefined;
    let sum = 0;
    for (const samples of each) {
      const at = nearest(samples.times, time, reach);
      if (at < 0) return undefined;
      sum += samples.last[at]!;
    }
    return sum;
  });
}
