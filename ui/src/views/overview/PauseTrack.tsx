import { useCallback } from "react";
import { time as timeText } from "../../amounts";
import { drawBars, drawGrid } from "../../charts/area";
import { token } from "../../charts/colours";
import { greatest, nearest } from "../../charts/samples";
import { valueTicks } from "../../charts/timeScale";
import type { Plot } from "../../charts/TimeTracks";
import { Track } from "../../charts/Track";
import { axisNumber, clockSeconds, percentFine, plural } from "../../format";
import { useTheme } from "../../state/theme";
import { longest, shareOfTime, type Pauses } from "./pauses";

const HEIGHT = 48;
// Sums of many pauses reach higher than this many times the longest; there they are cut off.
const SUM_IN_SIGHT = 3;

interface PauseTrackProps {
  plot: Plot;
  pauses: Pauses;
  /** Since when pauses are known: before that, nothing is no pause. */
  since: number;
  intervalMillis: number;
  hover: number | undefined;
}

/** Each pause of garbage collection: the longest of a reading, and behind it their sum. */
export function PauseTrack({ plot, pauses, since, intervalMillis, hover }: PauseTrackProps) {
  const theme = useTheme();
  const top = longest(pauses);
  const peak = top < 0 ? 0 : pauses.max[top]!;
  const max = Math.max(peak, Math.min(greatest(pauses.sum, 0), SUM_IN_SIGHT * peak)) * 1.1 || 1;
  const scale = { max, height: HEIGHT };
  const tick = valueTicks(max, 4).at(-1)!;
  const { from, to, width } = plot.time;
  const gridTimes = plot.ticks.times.join();

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const axis = { from, to, width };
      const value = { max, height: HEIGHT };
      const lines = gridTimes === "" ? [] : gridTimes.split(",").map(Number);
      drawGrid(pen, token("line"), axis, lines, value, [0, tick]);
      drawBars(pen, axis, value, pauses.times, pauses.sum, intervalMillis, token("gc-sum"));
      drawBars(pen, axis, value, pauses.times, pauses.max, intervalMillis, token("gc"));
    },
    // The theme is read through the tokens.
    [from, to, width, gridTimes, max, tick, pauses, intervalMillis, theme],
  );

  const millis = (value: number) => timeText(value * 1e6);
  const share = percentFine(shareOfTime(pauses, Math.max(from, since), plot.now));
  const longestText =
    top < 0 ? "no pause in view" : `longest ${millis(peak)} at ${clockSeconds(pauses.times[top]!)}`;
  // Two pixels beside it, the crosshair still means the bar.
  const reach = Math.max(intervalMillis, (2 * (to - from)) / Math.max(1, width));
  const at = hover === undefined ? -1 : nearest(pauses.times, hover, reach);
  return (
    <Track
      name="GC pauses"
      caption="ms, longest and sum"
      height={HEIGHT}
      width={width}
      scale={scale}
      ticks={[0, tick]}
      tickText={axisNumber}
      label={`GC pauses: ${share} of time, ${longestText}`}
      draw={draw}
      readout={
        hover === undefined ? (
          <>
            <p className="big">{share} of time</p>
            <p className="caption">{longestText}</p>
          </>
        ) : at < 0 ? (
          <p className="caption">no pause</p>
        ) : (
          <>
            <p className="big">
              {millis(pauses.sum[at]!)} in {plural(pauses.count[at]!, "pause")}
            </p>
            <p className="caption">
              longest {millis(pauses.max[at]!)}
              {pauses.cause[at] && `: ${pauses.cause[at]}`}
            </p>
          </>
        )
      }
    />
  );
}
