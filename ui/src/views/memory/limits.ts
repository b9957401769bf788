import type { Series } from "../../api/types";
import { mib } from "../../format";
import { nearest, samplesOf } from "../../charts/samples";
import type { MemoryStack } from "../overview/memoryStack";
import { single } from "../overview/totals";
import { growth } from "./regionRows";

// Both are read every five seconds, or come as blocks of the same length.
const REACH_MILLIS = 60_000;

/** What a process's memory must stay below. */
export interface Limit {
  name: string;
  bytes: number;
  source: string;
}

/** Memory of the container that is not the process's, in bytes, and how it grew. */
export interface Beside {
  now: number;
  change?: number;
  perMinute?: number;
}

/**
 * What the whole process may take: the container's limit, or where there is none what it takes and
 * what the machine could still give.
 */
export function wholeLimit(series: readonly Series[], rss: number | undefined): Limit | undefined {
  const container = lastOf(series, "diag.cgroup.memory.limit");
  if (container !== undefined) {
    return { name: "to the limit", bytes: container, source: `container limit ${mib(container)}` };
  }
  const available = lastOf(series, "diag.machine.memory.available");
  return available === undefined || rss === undefined
    ? undefined
    : { name: "on the machine", bytes: rss + available, source: "MemAvailable" };
}

/**
 * What a container with a limit holds beside the resident set: page cache, the kernel's own, other
 * processes. Undefined where there is no limit, or where it holds no more than the process does.
 */
export function besideRss(
  series: readonly Series[],
  stack: MemoryStack,
  since: number,
): Beside | undefined {
  const usage = single(series, "diag.cgroup.memory.usage");
  if (!usage || lastOf(series, "diag.cgroup.memory.limit") === undefined) return undefined;
  const values = stack.times.map((time, i) => {
    const at = nearest(usage.times, time, REACH_MILLIS);
    const rss = stack.rssAt[i];
    return at < 0 || rss === undefined ? undefined : usage.last[at]! - rss;
  });
  const now = values.at(-1);
  return now === undefined || now <= 0 ? undefined : { now, ...growth(stack.times, values, since) };
}

/** The bounds of single regions: a region may not grow past its own. */
export function regionLimits(series: readonly Series[]): { heap?: number; direct?: number } {
  return {
    heap: lastOf(series, "diag.jvm.memory.heap.max"),
    direct: lastOf(series, "diag.jvm.direct.max"),
  };
}

function lastOf(series: readonly Series[], name: string): number | undefined {
  const found = series.find((each) => each.name === name && each.points.length > 0);
  return found && samplesOf(found.points).last.at(-1);
}
