import type { Series } from "../../api/types";
import { nearest, samplesOf, usualStep, type Samples } from "../../charts/samples";
import { ledgerAt, type LedgerPart } from "./ledgerParts";

export type RegionId =
  | "heap-live"
  | "heap"
  | "heap-free"
  | "heap-views"
  | "meta"
  | "code"
  | "stacks"
  | "files"
  | "mapped"
  | "shared"
  | "native"
  | "rest"
  | "netty"
  | "direct";

export interface Region {
  id: RegionId;
  name: string;
  /** What the name does not say, where there is something to say. */
  about?: string;
  /** Bytes at each time; undefined where they are not known. */
  values: (number | undefined)[];
}

/** The memory of the process split by owner, at the times RSS or a region was read. */
export interface MemoryStack {
  times: number[];
  /** Bottom to top. Where their sum is below RSS, "rest" holds the difference. */
  regions: Region[];
  /** RSS at each time; undefined where it is not known. */
  rssAt: (number | undefined)[];
  /** RSS as it was read. Absent where the system does not tell it. */
  rss?: Samples;
  /** The container's limit, as it was last read. */
  limit?: number;
}

const NAMES: Record<RegionId, string> = {
  "heap-live": "Heap, live",
  heap: "Heap, used",
  "heap-free": "Heap, free",
  "heap-views": "Heap, counted again",
  meta: "Metaspace, classes",
  code: "Code cache",
  stacks: "Thread stacks",
  files: "JVM and library files",
  mapped: "Mapped files",
  shared: "Shared memory",
  native: "malloc and other native",
  rest: "Heap free, JVM, other",
  netty: "Netty buffers",
  direct: "Direct buffers",
};

/** Bottom to top. Direct buffers lie on top, where their growth is the growth of RSS. */
const ORDER: RegionId[] = [
  "heap-live",
  "heap",
  "heap-free",
  "heap-views",
  "meta",
  "code",
  "stacks",
  "files",
  "mapped",
  "shared",
  "native",
  "rest",
  "netty",
  "direct",
];

const SELDOM: readonly RegionId[] = ["netty", "shared", "heap-views"];

/** Regions that only a reading of all mappings tells, by what that calls them. */
const LEDGER_ONLY: Partial<Record<LedgerPart, RegionId>> = {
  "heap-views": "heap-views",
  stacks: "stacks",
  files: "files",
  mapped: "mapped",
  shared: "shared",
  native: "native",
  netty: "netty",
};

/** Undefined when neither RSS nor any region is known. */
export function memoryStack(series: readonly Series[], gc?: string): MemoryStack | undefined {
  const find = (name: string) => series.filter((each) => each.name === name && each.points.length);
  const pools = find("jvm.memory.used");
  const heap = pools.filter((pool) => pool.labels["jvm.memory.type"] === "heap");
  const direct = find("jvm.buffer.memory.used").filter(
    (pool) => pool.labels["jvm.buffer.pool.name"] === "direct",
  );
  const rssSeries = find("diag.process.rss").slice(0, 1);
  const cheap = [...heap, ...pools, ...direct];
  if (rssSeries.length + pools.length === 0) return undefined;

  const { times, step } = unionOfTimes([...rssSeries, ...cheap]);
  const reach = 1.5 * step + 1_000;
  const sum = (of: readonly Series[]) => summed(of, times, reach);

  const rssAt = sum(rssSeries);
  const heapUsed = sum(heap);
  const heapLive = sum(samePools(heap, find("jvm.memory.used_after_last_gc")));
  const values = Object.fromEntries(ORDER.map((id) => [id, new Array(times.length)])) as Record<
    RegionId,
    (number | undefined)[]
  >;
  values.meta = sum(pools.filter((pool) => /metaspace|class space/i.test(poolName(pool))));
  values.code = sum(pools.filter((pool) => /codeheap|code ?cache/i.test(poolName(pool))));
  values.direct = sum(direct);
  const ledger = ledgerAt(series, times);

  times.forEach((_, i) => {
    const used = heapUsed[i];
    const live = heapLive[i];
    const parts = ledger?.[i];
    for (const [part, id] of Object.entries(LEDGER_ONLY)) {
      values[id][i] = parts?.[part as LedgerPart];
    }
    // Of pools the pages count that the mappings show, not only what is in use of them.
    values.meta[i] = parts?.metaspace ?? values.meta[i];
    values.code[i] = parts?.code ?? values.code[i];
    if (used !== undefined) {
      // Zero after the last collection means that none has run yet.
      const known = live !== undefined && live > 0 ? Math.min(live, used) : undefined;
      const shown = known ?? used;
      values[known === undefined ? "heap" : "heap-live"][i] = shown;
      if (parts?.heap !== undefined) values["heap-free"][i] = Math.max(0, parts.heap - shown);
    }
    if (rssAt[i] !== undefined) {
      const named = ORDER.reduce((all, id) => all + (values[id][i] ?? 0), 0);
      values.rest[i] = Math.max(0, rssAt[i] - named);
    }
  });

  const split = ledger?.some((parts) => parts !== undefined) ?? false;
  const z = gc === "ZGC";
  const names: Record<RegionId, string> = {
    ...NAMES,
    // ZGC counts as used after a collection what was allocated while it ran.
    ...(z && { "heap-live": "Heap, after last GC" }),
    ...(split && { rest: "Unaccounted" }),
  };
  const abouts: Partial<Record<RegionId, string>> = {
    rest: split
      ? "RSS less all that is named; what changed since all mappings were read is in it"
      : // How much of the committed heap was ever touched is not known from these series.
        "free heap, the JVM's own and other native memory: not split further",
    "heap-views": "ZGC maps the heap three times, and the kernel counts pages of each",
  };
  return {
    times,
    rssAt,
    rss: rssSeries[0] && samplesOf(rssSeries[0].points),
    limit: find("diag.cgroup.memory.limit")[0]?.points.at(-1)?.at(-1),
    regions: ORDER.filter((id) => isThere(id, values[id])).map((id) => ({
      id,
      name: names[id],
      about: abouts[id],
      values: values[id],
    })),
  };
}

/** Known at some time, and of what few applications have, more than nothing. */
function isThere(id: RegionId, values: readonly (number | undefined)[]): boolean {
  return values.some((value) => (SELDOM.includes(id) ? value : value !== undefined));
}

/** By how much the regions together exceed RSS: their untouched pages are not resident. */
export function beyondRss(stack: MemoryStack, index: number): number {
  const rss = stack.rssAt[index];
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

/** What only a reading of all mappings tells, of any JVM. */
const SPLIT: readonly RegionId[] = ["stacks", "files", "native"];
const MOVED_BYTES = 1024 * 1024;
const MOVED_SHARE = 0.05;

/**
 * When mappings were first read up to an index, if RSS had moved before: then the changes of single
 * regions begin there, and do not add up to that of RSS.
 */
export function splitSince(stack: MemoryStack, index: number): number | undefined {
  const first = stack.times.findIndex((_, i) =>
    stack.regions.some(({ id, values }) => SPLIT.includes(id) && values[i] !== undefined),
  );
  const rss = stack.rssAt[first];
  if (first <= 0 || first > index || rss === undefined) return undefined;
  const moved = Math.abs(changeUpTo(stack.rssAt, first) ?? 0);
  return moved >= Math.max(MOVED_BYTES, rss * MOVED_SHARE) ? stack.times[first] : undefined;
}

/** In words, from when to when RSS is missing; undefined where it is known throughout. */
export function rssMissing(
  stack: MemoryStack,
  clock: (time: number) => string,
): string | undefined {
  const known = stack.rssAt.map((value) => value !== undefined);
  const first = known.indexOf(true);
  if (first < 0) return "RSS is not known";
  const last = known.lastIndexOf(true);
  const parts: string[] = [];
  if (first > 0) parts.push(`before ${clock(stack.times[first]!)}`);
  if (last < known.length - 1) parts.push(`after ${clock(stack.times[last]!)}`);
  if (known.slice(first, last).includes(false)) parts.push("at times between");
  return parts.length === 0 ? undefined : `RSS is not known ${parts.join(", ")}`;
}

/** Before the first collection, or the first look at all mappings, they are not known: no growth. */
const APPEARING: readonly RegionId[] = [
  "heap-live",
  "heap-free",
  "stacks",
  "files",
  "mapped",
  "shared",
  "native",
  "netty",
];

export interface Change {
  name: string;
  bytes: number;
}

/**
 * What explains the change of RSS between two times, the largest first; what no region explains
 * stands last. The changes add up to that of RSS.
 */
export function changesBetween(stack: MemoryStack, start: number, end: number): Change[] {
  const change = (values: readonly (number | undefined)[]) =>
    values[start] === undefined || values[end] === undefined ? 0 : values[end] - values[start];
  const sinceKnown = (values: readonly (number | undefined)[]) =>
    changeUpTo(values.slice(start), end - start) ?? 0;
  const heapLive = stack.regions.some((region) => region.id === "heap-live");
  const parts: Change[] = stack.regions
    // The heap in use says little beside the live heap, and the two cannot be compared.
    .filter((region) => region.id !== "rest" && !(heapLive && region.id === "heap"))
    .map((region) => ({
      name: region.name,
      bytes: APPEARING.includes(region.id) ? sinceKnown(region.values) : change(region.values),
    }));
  parts.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
  const all = change(stack.rssAt);
  const rest = all - parts.reduce((sum, each) => sum + each.bytes, 0);
  return [...parts, { name: "All else", bytes: rest }];
}

/** For every heap pool its series among others, or none of them when one is missing. */
function samePools(heap: readonly Series[], all: readonly Series[]): Series[] {
  const found = heap.map((pool) => all.find((each) => poolName(each) === poolName(pool)));
  return found.every((each) => each !== undefined) ? (found as Series[]) : [];
}

function poolName(series: Series): string {
  return series.labels["jvm.memory.pool.name"] ?? "";
}

/** The times of all series; those of earlier ones stand for those of later ones close to them. */
function unionOfTimes(series: readonly Series[]): { times: number[]; step: number } {
  const each = series.map((one) => samplesOf(one.points).times);
  const step = each.map(usualStep).find((found) => found !== undefined) ?? 0;
  let times: number[] = [];
  for (const more of each) {
    const added = more.filter((time, i) => times[i] !== time && nearest(times, time, step / 2) < 0);
    if (added.length > 0) times = [...times, ...added].sort((a, b) => a - b);
  }
  return { times, step };
}

/** The sum at each time; undefined where one of the series has no reading near it. */
function summed(
  series: readonly Series[],
  times: readonly number[],
  reach: number,
): (number | undefined)[] {
  const each = series.map((one) => samplesOf(one.points));
  return times.map((time, i) => {
    if (each.length === 0) return undefined;
    let sum = 0;
    for (const samples of each) {
      // Most series of a JVM are read at the same times.
      const at = samples.times[i] === time ? i : nearest(samples.times, time, reach);
      if (at < 0) return undefined;
      sum += samples.last[at]!;
    }
    return sum;
  });
}
