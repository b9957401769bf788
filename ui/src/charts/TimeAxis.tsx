import { xOf, type TimeScale, type TimeTicks } from "./timeScale";

// Half of a label: at the edges it moves inwards, not out of the plot.
const EDGE_PX = 16;
const END_PX = 58;
// Around the present within the plot.
const NOW_PX = 36;

interface TimeAxisProps {
  time: TimeScale;
  ticks: TimeTicks;
  tickText: (time: number, stepMillis: number) => string;
  /** Stands at the right end, or where the present is, and takes the place of labels there. */
  endText?: string;
  /** The present, where the axis goes on beyond it. */
  now?: number;
}

/** The labels of a time axis. */
export function TimeAxis({ time, ticks, tickText, endText, now }: TimeAxisProps) {
  const { width } = time;
  const nowX = now === undefined ? undefined : xOf(time, now);
  const taken = (x: number) =>
    nowX === undefined ? x >= width - END_PX : Math.abs(x - nowX) < NOW_PX;
  return (
    <div className="time-axis" aria-hidden>
      {width > 0 &&
        ticks.times
          .filter((t) => endText === undefined || !taken(xOf(time, t)))
          .map((t) => (
            <span
              key={t}
              style={{ left: Math.min(Math.max(xOf(time, t), EDGE_PX), width - EDGE_PX) }}
            >
              {tickText(t, ticks.stepMillis)}
            </span>
          ))}
      {endText && (
        <b className={nowX === undefined ? undefined : "within"} style={{ left: nowX ?? width }}>
          {endText}
        </b>
      )}
    </div>
  );
}
