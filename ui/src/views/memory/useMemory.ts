import { useMemo } from "react";
import type { Finding, JvmDetail } from "../../api/types";
import { nearest } from "../../charts/samples";
import type { TimeRange } from "../../state/range";
import { openFindings } from "../findings/severity";
import { useJvmFindings } from "../findings/useFindings";
import { useShownSeries } from "../jvm/useShownSeries";
import { RESIDENT } from "../overview/ledgerParts";
import { memoryStack, type MemoryStack } from "../overview/memoryStack";
import { memoryFindings } from "./memoryRules";
import { regionRows, type RegionRow } from "./regionRows";
import { TRACKED } from "./tracked";

/** What the memory view asks for. */
export const MEMORY_SERIES = [
  "jvm.memory.used",
  "jvm.memory.used_after_last_gc",
  "jvm.buffer.memory.used",
  "jvm.buffer.count",
  "jvm.class.count",
  "jvm.thread.count",
  "diag.jvm.memory.heap.max",
  "diag.jvm.direct.max",
  "diag.process.rss",
  "diag.process.swap",
  "diag.cgroup.memory.limit",
  "diag.cgroup.memory.usage",
  "diag.machine.memory.available",
  "diag.memory.mappings",
  "diag.memory.ledger.cost",
  TRACKED,
  RESIDENT,
].join(",");

export interface ShownMemory extends ReturnType<typeof useShownSeries> {
  stack: MemoryStack | undefined;
  rows: RegionRow[];
  /** The index of the stack's times that growth is told from. */
  since: number;
  /** Open findings about memory, worst first. */
  findings: Finding[];
}

/** The regions of a JVM's memory over the range, and what is found about them. */
export function useMemory(jvm: JvmDetail, range: TimeRange): ShownMemory {
  const shown = useShownSeries(jvm, range, MEMORY_SERIES);
  const all = useJvmFindings(jvm.id);
  const answer = shown.series.data;
  const findings = useMemo(() => memoryFindings(openFindings(all.data ?? [])), [all.data]);
  const stack = useMemo(() => memoryStack(answer?.series ?? [], jvm.gc), [answer, jvm.gc]);
  const since = stack ? sinceIndex(stack, findings[0]?.since) : 0;
  const rows = useMemo(
    () => (stack ? regionRows(stack, answer?.series ?? [], since) : []),
    [stack, answer, since],
  );
  return { ...shown, stack, rows, since, findings };
}

/** Where the growth that was found began, if that is in sight; else where RSS is known first. */
function sinceIndex(stack: MemoryStack, since: number | undefined): number {
  const first = Math.max(
    0,
    stack.rssAt.findIndex((value) => value !== undefined),
  );
  const inSight = since !== undefined && since > stack.times[first]!;
  // One that began just now leaves nothing to compare.
  const at = inSight ? nearest(stack.times, since) : first;
  return at < stack.times.length - 1 ? at : first;
}
