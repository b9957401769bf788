import type { HeapDump } from "../../api/types";
import { percent } from "../../format";

/** Whether something still happens to a dump by itself. */
export function isPending({ state }: HeapDump): boolean {
  return state === "waiting" || state === "analysing";
}

/** How far a dump is, in words. */
export function stateText({ state, step, progress, error }: HeapDump): string {
  switch (state) {
    case "waiting":
      return "waits for its analysis";
    case "analysing":
      return [step ?? "analysing", progress === undefined ? "" : percent(progress)]
        .join(" ")
        .trim();
    case "done":
      return "analysed";
    case "failed":
      return `failed: ${error ?? "no reason was told"}`;
    case "cancelled":
      return "cancelled";
  }
}
