import type { Series } from "../../api/types";
import { samplesOf } from "../../charts/samples";
import { count, plural } from "../../format";
import type { MemoryStack, Region, RegionId } from "../overview/memoryStack";
import { total } from "../overview/totals";

/** A region of memory as a line of the ledger. */
export interface RegionRow {
  id: RegionId;
  name: string;
  about?: string;
  /** Bytes. */
  now: number;
  /** Bytes of all regions before it. */
  before: number;
  /** By how much it grew since the time that the ledger compares with. */
  change?: number;
  /** Bytes a minute over that time. */
  perMinute?: number;
  /** What it was read from. */
  source: string;
  values: Region["values"];
}

const MINUTE = 60_000;

// Over less than this, a rate is mostly the noise of two readings.
const LEAST_RATE_MILLIS = 60_000;

/** The regions of the last moment, each with its growth since an index of the stack's times. */
export function regionRows(
  stack: MemoryStack,
  series: readonly Series[],
  since: number,
): RegionRow[] {
  const end = stack.times.length - 1;
  // Before all mappings were read, what nobody names was whatever they tell.
  const split = stack.regions.find(({ id }) => id === "native")?.values;
  const splitSince = split?.findIndex((value, i) => i >= since && value !== undefined) ?? since;
  let before = 0;
  return stack.regions.flatMap(({ id, name, about, values }) => {
    const now = values[end];
    if (now === undefined) return [];
    const from = id === "rest" ? Math.max(since, splitSince) : since;
    const row = { id, name, about, now, before, ...growth(stack.times, values, from) };
    before += now;
    return { ...row, source: sourceOf(id, stack, series), values };
  });
}

/** What a quantity grew by since an index, or since it was known first after that. */
export function growth(
  times: readonly number[],
  values: readonly (number | undefined)[],
  since: number,
): { change?: number; perMinute?: number } {
  const end = times.length - 1;
  const first = values.findIndex((value, i) => i >= since && value !== undefined);
  if (first < 0 || first === end || values[end] === undefined) return {};
  const change = values[end] - values[first]!;
  const millis = times[end]! - times[first]!;
  return millis < LEAST_RATE_MILLIS
    ? { change }
    : { change, perMinute: (change * MINUTE) / millis };
}

function sourceOf(id: RegionId, stack: MemoryStack, series: readonly Series[]): string {
  const last = (name: string, label?: string, value?: string) => {
    const found = series.find(
      (each) => each.name === name && (label === undefined || each.labels[label] === value),
    );
    return found && samplesOf(found.points).last.at(-1);
  };
  const split = stack.regions.some((region) => region.id === "native");
  switch (id) {
    case "heap-live":
      return "heap pools, after the last GC";
    case "heap":
      return "heap pools, in use";
    case "heap-free":
      return "touched pages of the heap";
    case "heap-views":
      return "further mappings of the heap";
    case "meta": {
      const classes = last("jvm.class.count");
      const words = classes === undefined ? "" : `, ${count(classes)} classes`;
      return `${split ? "committed" : "in use"}${words}`;
    }
    case "code":
      return `code heaps, ${split ? "committed" : "in use"}`;
    case "stacks": {
      const threads = total(series, "jvm.thread.count")?.last.at(-1);
      return `touched pages${threads === undefined ? "" : `, ${plural(threads, "thread")}`}`;
    }
    case "files":
      return "mappings of libraries and jars";
    case "mapped":
      return "mappings of other files";
    case "shared":
      return "shared memory beside the heap";
    case "native":
      return "anonymous, less the named";
    case "netty":
      return "Netty\u2019s allocators";
    case "direct": {
      const buffers = last("jvm.buffer.count", "jvm.buffer.pool.name", "direct");
      return `buffer pool${buffers === undefined ? "" : `, ${plural(buffers, "buffer")}`}`;
    }
    case "rest":
      return "RSS less all above";
  }
}
