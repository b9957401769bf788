const MINUTE = 60_000;

/** The spans a viewer can choose; the first is the one shown when the address names none. */
export const SPANS = [
  { word: "15m", label: "15 min", millis: 15 * MINUTE },
  { word: "1h", label: "1 h", millis: 60 * MINUTE },
  { word: "3h", label: "3 h", millis: 180 * MINUTE },
  { word: "24h", label: "24 h", millis: 1_440 * MINUTE },
] as const;

export type Span = (typeof SPANS)[number];

/** What part of time is shown: the last span up to now, or a window that stands still. */
export interface TimeRange {
  span: Span;
  fixed?: Interval;
}

export interface Interval {
  from: number;
  to: number;
}

export function readRange(query: URLSearchParams): TimeRange {
  const span = SPANS.find((each) => each.word === query.get("range")) ?? SPANS[0];
  const fixed = interval(Number(query.get("from")), Number(query.get("to")));
  return fixed === undefined ? { span } : { span, fixed };
}

/** The query parameters that readRange reads back to the same range. */
export function rangeQuery(range: TimeRange): Record<string, string | undefined> {
  return {
    range: range.span === SPANS[0] ? undefined : range.span.word,
    from: range.fixed && String(Math.round(range.fixed.from)),
    to: range.fixed && String(Math.round(range.fixed.to)),
  };
}

/** The shown interval; a live range ends at the given time. */
export function intervalOf(range: TimeRange, end: number): Interval {
  return range.fixed ?? { from: end - range.span.millis, to: end };
}

/** A window inside the range, as in win=from,to. */
export function readWindow(text: string | null): Interval | undefined {
  const [from, to, more] = (text ?? "").split(",");
  return more === undefined ? interval(Number(from), Number(to)) : undefined;
}

export function windowText(window: Interval | undefined): string | undefined {
  return window && `${Math.round(window.from)},${Math.round(window.to)}`;
}

function interval(from: number, to: number): Interval | undefined {
  const valid = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && to > from;
  return valid ? { from, to } : undefined;
}
