import type { Series } from "../../api/types";
import { samplesOf } from "../../charts/samples";
import { mib } from "../../format";

/** What the JVM's native memory tracking counts, by its own categories. */
export const TRACKED = "diag.nmt.committed";

const NAMED = 3;
const WORTH_NAMING_BYTES = 1024 * 1024;

// Heap, classes, code and threads have regions of their own, and so has what the application takes.
const ELSEWHERE = [
  "Java Heap",
  "Class",
  "Metaspace",
  "Shared class space",
  "Code",
  "Thread",
  "Thread Stack",
  "Other",
  "Internal",
  "Unknown",
];

/**
 * What the JVM took for itself: committed, so that some of it may not be resident. Where it does not
 * tell, how it is made to.
 */
export function trackedWords(series: readonly Series[]): string {
  const own = series
    .filter(({ name, points }) => name === TRACKED && points.length > 0)
    .map(({ labels, points }) => ({
      category: labels["diag.nmt.category"] ?? "",
      bytes: samplesOf(points).last.at(-1)!,
    }));
  if (own.length === 0) {
    return (
      "What the JVM takes for itself, the collector\u2019s tables among it, is in this. Started with" +
      " -XX:NativeMemoryTracking=summary it tells how much."
    );
  }
  const rest = own
    .filter(({ category }) => !ELSEWHERE.includes(category))
    .sort((a, b) => b.bytes - a.bytes);
  const sum = rest.reduce((all, { bytes }) => all + bytes, 0);
  const largest = rest
    .filter(({ bytes }) => bytes >= WORTH_NAMING_BYTES)
    .slice(0, NAMED)
    .map(({ category, bytes }) => `${category} ${mib(bytes)}`);
  return (
    `For itself the JVM has committed ${mib(sum)}` +
    (largest.length === 0 ? "" : ` (${largest.join(", ")})`) +
    "; what of it was touched is in this."
  );
}
