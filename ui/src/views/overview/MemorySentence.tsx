import { clockDay, fullTime, mib, mibChange, percent } from "../../format";
import { changeUpTo, SWINGING, type MemoryStack } from "./memoryStack";

// Below one MiB a change reads as 0 everywhere else on the page.
const NOTEWORTHY_BYTES = 1024 * 1024;

interface MemorySentenceProps {
  stack: MemoryStack;
  /** Whether the last sample is the present. */
  live: boolean;
  now: number;
}

/** What memory does, in a sentence that only says what was read. */
export function MemorySentence({ stack, live, now }: MemorySentenceProps) {
  const end = stack.times.length - 1;
  const rss = stack.rss?.last[end];
  if (rss === undefined) return null;
  const change = changeUpTo(stack.rss!.last, end)!;
  const first = stack.times[0]!;
  const last = stack.times[end]!;
  return (
    <div className="sentence">
      <p>
        <b>
          RSS {live ? "is" : "was"} {mib(rss)}
        </b>
        {!live && ` at ${clockDay(last, now)}`}
        {stack.limit !== undefined &&
          `, ${percent(rss / stack.limit)} of the ${mib(stack.limit)} container limit`}
        {Math.abs(change) < NOTEWORTHY_BYTES ? (
          <>, as at </>
        ) : (
          <>
            , <b>{mib(Math.abs(change))}</b> {change > 0 ? "more" : "less"} than at{" "}
          </>
        )}
        <time title={fullTime(first)}>{clockDay(first, now)}</time>.
      </p>
      <p className="evidence">{changes(stack, end, change)}</p>
    </div>
  );
}

/**
 * What explains the change of RSS. Reclaimable heap swings with every collection and the undivided
 * rest swings against it, so the two are one term here.
 */
function changes(stack: MemoryStack, end: number, rssChange: number): string {
  const named = stack.regions
    .filter((region) => !SWINGING.includes(region.id))
    .map((region) => ({ name: region.name, change: changeUpTo(region.values, end) ?? 0 }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const rest = rssChange - named.reduce((sum, each) => sum + each.change, 0);
  const parts = [...named, { name: "All else", change: rest }].filter(
    (each) => Math.abs(each.change) >= NOTEWORTHY_BYTES,
  );
  if (parts.length === 0) return "No part of it changed by a MiB.";
  return parts.map((each) => `${each.name} ${mibChange(each.change)} MiB`).join(" \u00b7 ");
}
