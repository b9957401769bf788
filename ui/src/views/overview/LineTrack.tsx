import { useCallback, type ReactNode } from "react";
import { drawArea, drawGrid, type ValueScale } from "../../charts/area";
import { token } from "../../charts/colours";
import { gapMillis, nearest, type Samples } from "../../charts/samples";
import { valueTicks } from "../../charts/timeScale";
import type { Plot } from "../../charts/TimeTracks";
import { Track } from "../../charts/Track";
import { axisNumber } from "../../format";
import { useTheme } from "../../state/theme";

interface LineTrackProps {
  name: string;
  caption: ReactNode;
  plot: Plot;
  samples: Samples | undefined;
  waiting: boolean;
  height: number;
  /** What the values cannot exceed, such as the number of processors; part of the scale when near. */
  ceiling?: number;
  intervalMillis: number;
  hover: number | undefined;
  value: (value: number) => string;
  note: (samples: Samples) => string;
  missing: string;
}

/** One quantity over time. */
export function LineTrack(props: LineTrackProps) {
  const { plot, samples, height, intervalMillis } = props;
  const theme = useTheme();
  const peak = samples ? Math.max(...samples.high) : 0;
  // A ceiling far above what happens would flatten the line against zero.
  const ceiling =
    props.ceiling !== undefined && peak > props.ceiling / 8 ? props.ceiling : undefined;
  const scale = scaleFor(peak, ceiling, height);
  const top = ceiling !== undefined && ceiling >= peak ? ceiling : valueTicks(scale.max, 4).at(-1)!;
  const gap = samples ? gapMillis(samples.times, intervalMillis) : 0;
  const { from, to, width } = plot.time;
  const gridTimes = plot.ticks.times.join();

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const time = { from, to, width };
      const lines = gridTimes === "" ? [] : gridTimes.split(",").map(Number);
      drawGrid(pen, token("line"), time, lines, { max: scale.max, height }, [0, top]);
      if (samples) drawArea(pen, time, { max: scale.max, height }, samples, gap, token("plot"));
    },
    // The theme is read through the tokens.
    [from, to, width, gridTimes, scale.max, top, height, samples, gap, theme],
  );

  const at = samples
    ? props.hover === undefined
      ? samples.times.length - 1
      : nearest(samples.times, props.hover, gap)
    : -1;
  const known = at >= 0 ? samples!.last[at] : undefined;
  return (
    <Track
      name={props.name}
      caption={samples || props.waiting ? props.caption : props.missing}
      height={height}
      width={width}
      scale={scale}
      ticks={samples ? [0, top] : []}
      tickText={axisNumber}
      label={
        known === undefined
          ? `${props.name}: no data`
          : `${props.name}: ${props.value(known)}, ${props.note(samples!)}`
      }
      draw={draw}
      readout={
        known !== undefined && (
          <>
            <p className="big">{props.value(known)}</p>
            <p className="caption">{props.note(samples!)}</p>
          </>
        )
      }
    />
  );
}

function scaleFor(peak: number, ceiling: number | undefined, height: number): ValueScale {
  const top = Math.max(ceiling ?? 0, peak * 1.1);
  return { max: top > 0 ? top * 1.04 : 1, height };
}
