import { xOf, type TimeScale, type TimeTicks } from "./timeScale";

// Half of a label: at the edges it moves inwards, not out of the plot.
const EDGE_PX = 16;
const END_PX = 58;

interface TimeAxisProps {
  time: TimeScale;
  ticks: TimeTicks;
  tickText: (time: number, stepMillis: number) => string;
  /** Stands at the right end, and takes the place of labels there. */
  endText?: string;
}

/** The labels of a time axis. */
export function TimeAxis({ time, ticks, tickText, endText }: TimeAxisProps) {
  const { width } = time;
  return (
    <div className="time-axis" aria-hidden>
      {width > 0 &&
        ticks.times
          .filter((t) => endText === undefined || xOf(time, t) < width - END_PX)
          .map((t) => (
            <span
              key={t}
              style={{ left: Math.min(Math.max(xOf(time, t), EDGE_PX), width - EDGE_PX) }}
            >
              {tickText(t, ticks.stepMillis)}
            </span>
          ))}
      {endText && <b style={{ left: width }}>{endText}</b>}
    </div>
  );
}
