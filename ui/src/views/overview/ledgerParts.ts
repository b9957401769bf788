import type { Series } from "../../api/types";
import { samplesOf, usualStep } from "../../charts/samples";

/** The series that splits RSS, and the label that names the part. */
export const RESIDENT = "diag.memory.resident";
export const REGION = "diag.memory.region";

/** What the agent calls the parts of RSS. */
export type LedgerPart =
  | "heap"
  | "heap-views"
  | "metaspace"
  | "code"
  | "stacks"
  | "direct"
  | "netty"
  | "mapped"
  | "files"
  | "shared"
  | "native"
  | "unnamed";

export type LedgerParts = Partial<Record<LedgerPart, number>>;

// All mappings are read every minute, or more seldom where that costs much.
const LEAST_REACH_MILLIS = 90_000;
const REACH_STEPS = 2.5;

/**
 * The parts of RSS at each time, as they were last read before it; a reading holds until the next
 * one, and not for longer than readings usually are apart. Undefined where there are none at all.
 */
export function ledgerAt(
  series: readonly Series[],
  times: readonly number[],
): (LedgerParts | undefined)[] | undefined {
  const readings = new Map<number, LedgerParts>();
  for (const each of series) {
    if (each.name !== RESIDENT) continue;
    const part = each.labels[REGION] as LedgerPart | undefined;
    if (part === undefined) continue;
    const samples = samplesOf(each.points);
    samples.times.forEach((time, i) => {
      const parts = readings.get(time) ?? {};
      parts[part] = samples.last[i]!;
      readings.set(time, parts);
    });
  }
  if (readings.size === 0) return undefined;
  const read = [...readings.keys()].sort((a, b) => a - b);
  const reach = Math.max(LEAST_REACH_MILLIS, REACH_STEPS * (usualStep(read) ?? 0));
  let next = 0;
  return times.map((time) => {
    while (next < read.length && read[next]! <= time) next++;
    const at = read[next - 1];
    return at !== undefined && time - at <= reach ? readings.get(at) : undefined;
  });
}
