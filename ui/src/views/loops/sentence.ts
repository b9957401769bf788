import { time } from "../../amounts";
import type { Stall } from "../../api/types";
import { plural, span } from "../../format";
import type { Interval } from "../../state/range";
import { runsHandlers, type Lasted, type LoopRow } from "./loopRows";

const NEARLY_ALL = 0.98;

/** What matters, and the rest of the sentence. */
export interface Sentence {
  bold: string;
  rest: string;
}

/** How often the loops were blocked; undefined while that is not known. */
export function blockedSentence(
  rows: readonly LoopRow[],
  { from, to }: Interval,
): Sentence | undefined {
  const known = rows.filter((row) => row.blocked !== undefined);
  if (known.length === 0) {
    return rows.length > 0 && !rows.some(runsHandlers)
      ? {
          bold: "No loop here runs handlers itself",
          rest: ": they hand the work to other threads, so a long tick says little.",
        }
      : undefined;
  }
  const blocked = known.filter((row) => row.blocked!.count > 0);
  const within = ` in ${span(Math.round((to - from) / 1_000) * 1_000)}`;
  if (blocked.length === 0) {
    return { bold: "No event loop was blocked", rest: `${within}${longestTick(known)}.` };
  }
  const worst = blocked.reduce((a, b) => (b.blocked!.worstMillis > a.blocked!.worstMillis ? b : a));
  const count = blocked.reduce((sum, row) => sum + row.blocked!.count, 0);
  const total = blocked.reduce((sum, row) => sum + row.blocked!.millis, 0);
  const one = blocked.length === 1;
  const who = one ? `${worst.name} was` : `${blocked.length} event loops were`;
  const longest = millisText(worst.blocked!.worstMillis);
  return {
    bold: `${who} blocked ${plural(count, "time")}`,
    rest:
      count === 1
        ? `${within}, for ${longest}.`
        : `${within}, ${millisText(total)} in all, at worst ${longest}${one ? "" : ` in ${worst.name}`}.`,
  };
}

/** That the process stood still, which no loop is to blame for; undefined when it did not. */
export function stallSentence(counted: Lasted, told: readonly Stall[]): string | undefined {
  // The newest are told at once, and counted with the next reading.
  const count = Math.max(counted.count, told.length);
  if (count === 0) return undefined;
  const toldMillis = told.reduce((sum, stall) => sum + stall.durationMillis, 0);
  const millis = Math.max(counted.millis, toldMillis);
  const stopped = told.reduce((sum, stall) => sum + (stall.stoppedMillis ?? NaN), 0);
  const known = told.length === count && !Number.isNaN(stopped);
  // Clocks that are read one after the other do not agree to the last millisecond.
  const rest = stopped < NEARLY_ALL * millis ? "; for the rest it was given no CPU" : "";
  const by = known
    ? ` The JVM had stopped its threads, as for a garbage collection, for ${millisText(stopped)} of it${rest}.`
    : "";
  return `The whole process stood still ${plural(count, "time")}, ${millisText(millis)} in all; that is no loop\u2019s fault.${by}`;
}

export function millisText(millis: number): string {
  return millis === 0 ? "0 ms" : time(millis * 1e6);
}

function longestTick(rows: readonly LoopRow[]): string {
  let longest: LoopRow | undefined;
  for (const row of rows) {
    if (row.maxMillis !== undefined && row.maxMillis > (longest?.maxMillis ?? 0)) longest = row;
  }
  return longest
    ? `; the longest tick took ${millisText(longest.maxMillis!)}, in ${longest.name}`
    : "";
}
