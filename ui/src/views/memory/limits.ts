import type { Series } from "../../api/types";
import { mib } from "../../format";
import { samplesOf } from "../../charts/samples";

/** What a process's memory must stay below. */
export interface Limit {
  name: string;
  bytes: number;
  source: string;
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
