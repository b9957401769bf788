import { getSeries, type SeriesAnswer } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { usePolled, type Polled } from "../../state/polled";
import type { Interval, TimeRange } from "../../state/range";
import { shownInterval } from "./JvmView";

const POINTS = 400;
const POLL_MILLIS = 5_000;
// Over a day, a point stands for minutes: asking every few seconds would bring nothing new.
const DAY_POLL_MILLIS = 15_000;

interface ShownSeries {
  series: Polled<SeriesAnswer>;
  /** Whether the series are those of the range asked for, and not of the one before. */
  answered: boolean;
  /** The time on the axis: that of the answer, so that the axis moves with its data. */
  shown: Interval;
  /** Whether that time moves on with the present. */
  moving: boolean;
}

/** The named series over the range, asked for again while the range moves. */
export function useShownSeries(jvm: JvmDetail, range: TimeRange, names: string): ShownSeries {
  const moving = range.fixed === undefined && jvm.state === "live";
  const key = `series ${jvm.id} ${names} ${rangeKey(range)}`;
  const series = usePolled(
    key,
    (signal) => {
      const { from, to } = whole(shownInterval(jvm, range));
      return getSeries(jvm.id, { names, from, to, points: POINTS }, signal);
    },
    moving ? (range.span.word === "24h" ? DAY_POLL_MILLIS : POLL_MILLIS) : undefined,
    { kinds: ["series"], jvm: jvm.id },
  );
  const answered = series.dataKey === key;
  const shown =
    answered && series.data
      ? { from: series.data.from, to: series.data.to }
      : shownInterval(jvm, range);
  return { series, answered, shown, moving };
}

/** Names a range in the key of a question. */
export function rangeKey(range: TimeRange): string {
  return range.fixed ? `${range.fixed.from}-${range.fixed.to}` : range.span.word;
}

/** The interval in whole milliseconds, as the API takes them. */
export function whole({ from, to }: Interval): Interval {
  return { from: Math.round(from), to: Math.round(to) };
}
