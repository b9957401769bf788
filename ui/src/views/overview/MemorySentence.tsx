import { clockDay, fullTime, mib, mibChange, percent } from "../../format";
import { changeUpTo, type MemoryStack } from "./memoryStack";

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
      <p className="evidence">{changes(stack, end)}</p>
    </div>
  );
}

/** The regions that changed most, largest first. */
function changes(stack: MemoryStack, end: number): string {
  const changed = stack.regions
    .flatMap((region) => {
      const change = changeUpTo(region.values, end);
      return change === undefined || Math.abs(change) < NOTEWORTHY_BYTES
        ? []
        : { name: region.name, change };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, 3);
  if (changed.length === 0) return "No part of it changed by a MiB.";
  return `Changed most: ${changed
    .map((each) => `${each.name.toLowerCase()} ${mibChange(each.change)} MiB`)
    .join(" \u00b7 ")}`;
}
