import { amount } from "../../amounts";
import { percentFine } from "../../format";
import type { Evidence, Finding } from "../../api/types";
import { REGION, RESIDENT } from "../overview/ledgerParts";

export type SeriesEvidence = Extract<Evidence, { kind: "series" }>;
export type FigureEvidence = Extract<Evidence, { kind: "figure" }>;
export type HoldersEvidence = Extract<Evidence, { kind: "holders" }>;
export type StackEvidence = Extract<Evidence, { kind: "stack" }>;
export type ThreadsEvidence = Extract<Evidence, { kind: "threads" }>;

const SURE: Record<Finding["confidence"], string> = {
  certain: "sure",
  likely: "likely",
  possible: "possible",
};

const IN_LINE = 3;

const REGION_COLOURS: Record<string, string> = {
  heap: "region-heap-live",
  metaspace: "region-meta",
  code: "region-code",
  stacks: "region-stacks",
  direct: "region-direct",
  netty: "region-netty",
  mapped: "region-mapped",
  files: "region-files",
  native: "region-native",
};

export function sureWord({ confidence }: Finding): string {
  return SURE[confidence];
}

/** The figures that fit the line under the sentence: "growth 4.4 MiB". */
export function figureWords({ evidence }: Finding): string[] {
  return evidence
    .filter((each): each is FigureEvidence => each.kind === "figure")
    .slice(0, IN_LINE)
    .map((each) => `${each.label} ${figureText(each)}`);
}

export function figureText({ label, value, unit }: FigureEvidence): string {
  // A share has the unit 1 as a number of cores has; only its label tells.
  return unit === "1" && /\bshare\b/i.test(label) ? percentFine(value) : amount(value, unit);
}

interface Named {
  name: string;
  labels: Record<string, string>;
}

/** Whether a series is the one that evidence names: the labels it does not name may be any. */
export function isNamed(series: Named, { name, labels }: SeriesEvidence): boolean {
  return (
    series.name === name &&
    Object.entries(labels).every(([label, value]) => series.labels[label] === value)
  );
}

/** The colour that names what a series measures wherever it is drawn, as a design token. */
export function colourOf({ name, labels }: SeriesEvidence): string {
  const pool = labels["jvm.memory.pool.name"] ?? "";
  if (name.startsWith("jvm.gc.")) return "gc";
  if (name.startsWith("jvm.buffer.memory")) {
    return labels["jvm.buffer.pool.name"] === "mapped" ? "region-mapped" : "region-direct";
  }
  if (name === RESIDENT) return REGION_COLOURS[labels[REGION] ?? ""] ?? "plot";
  if (name.startsWith("diag.netty.")) return "region-netty";
  if (!name.startsWith("jvm.memory") && !name.startsWith("diag.jvm.memory.heap")) return "plot";
  if (/metaspace|class space/i.test(pool)) return "region-meta";
  if (/codeheap|code ?cache/i.test(pool)) return "region-code";
  return labels["jvm.memory.type"] === "non_heap" ? "plot" : "region-heap-live";
}

/** The threads of a cycle from one to the next by who holds what the one waits for. */
export function inOrder({ threads }: ThreadsEvidence): ThreadsEvidence["threads"] {
  const left = new Map(threads.map((each) => [each.name, each]));
  const ordered: ThreadsEvidence["threads"] = [];
  for (const first of threads) {
    for (let at = left.get(first.name); at; at = left.get(at.heldBy)) {
      left.delete(at.name);
      ordered.push(at);
    }
  }
  return ordered;
}
