import type { LoopPattern, Stall } from "../../api/types";
import { count, plural, span } from "../../format";
import { millisText } from "./sentence";

/** "waited about 1,200 times in 1 min, about 6.2 s in all" */
export function patternText({ count: times, spanMillis, totalMillis }: LoopPattern): string {
  const often = times === undefined ? "again and again" : `about ${count(times)} times`;
  return `waited ${often} in ${span(spanMillis)}, about ${millisText(totalMillis)} in all`;
}

/** ", 12 ms of it stopped by the JVM, 3 loops within a tick" */
export function stallText({ stoppedMillis, loops }: Stall): string {
  const stopped =
    stoppedMillis === undefined ? "" : `, ${millisText(stoppedMillis)} of it stopped by the JVM`;
  return `${stopped}, ${plural(loops, "loop")} within a tick`;
}
