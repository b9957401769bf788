import type { Series } from "../../api/types";
import { nearest } from "../../charts/samples";
import { single } from "../overview/totals";
import { growth } from "./regionRows";

/** Memory of the process that is in swap, in bytes, and how it grew. */
export interface SwappedOut {
  now: number;
  change?: number;
  perMinute?: number;
}

/** Undefined where nothing of the process is in swap, or where that is not known. */
export function swappedOut(series: readonly Series[], since: number): SwappedOut | undefined {
  const samples = single(series, "diag.process.swap");
  const now = samples?.last.at(-1);
  if (!samples || now === undefined || now <= 0) return undefined;
  return { now, ...growth(samples.times, samples.last, nearest(samples.times, since)) };
}
