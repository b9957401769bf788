import type { ProfileSpan } from "../../api/types";

/**
 * Spans known from earlier answers together with those of a new one, in order of time. An answer
 * about a window tells only what overlaps it; what was learnt of the time around stays true.
 */
export function mergedSpans(
  known: readonly ProfileSpan[],
  told: readonly ProfileSpan[],
): ProfileSpan[] {
  const news = told.filter(
    (span) => !known.some((old) => old.from <= span.from && old.to >= span.to),
  );
  const kept = known.filter(
    (old) => !news.some((span) => span.from < old.to && span.to > old.from),
  );
  return [...kept, ...news].sort((a, b) => a.from - b.from);
}
