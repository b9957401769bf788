import { clockDay, fullTime, mib, mibChange, percent } from "../../format";
import { changesBetween, type MemoryStack } from "./memoryStack";

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
  const rss = stack.rssAt[end];
  if (rss === undefined) return null;
  const start = stack.rssAt.findIndex((value) => value !== undefined);
  const change = rss - stack.rssAt[start]!;
  const first = stack.times[start]!;
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
      <p className="evidence">{changes(stack, start, end)}</p>
    </div>
  );
}

function changes(stack: MemoryStack, start: number, end: number): string {
  const parts = changesBetween(stack, start, end).filter(
    (each) => Math.abs(each.bytes) >= NOTEWORTHY_BYTES,
  );
  if (parts.length === 0) return "No part of it changed by a MiB.";
  return parts.map((each) => `${each.name} ${mibChange(each.bytes)} MiB`).join(" \u00b7 ");
}
