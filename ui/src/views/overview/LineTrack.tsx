import { useCallback, useMemo, type ReactNode } from "react";
import { drawArea, drawGrid, drawLine, type ValueScale } from "../../charts/area";
import { token } from "../../charts/colours";
import { gapMillis, greatest, nearest, runs, type Samples } from "../../charts/samples";
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
  /** A part of the quantity, drawn within it. */
  part?: Samples;
  /** The token of its colour, where it is not the quantity's. */
  partColour?: string;
  /** What the quantity should stay below, drawn as a dotted line. */
  bound?: Samples;
  waiting?: boolean;
  height: number;
  /** What the values cannot exceed, such as the number of processors; part of the scale when near. */
  ceiling?: number;
  intervalMillis: number;
  hover: number | undefined;
  value: (value: number) => string;
  /** The smaller line of the readout, for the time it stands at. */
  note: (samples: Samples, time: number) => string;
  /** Why there is no line, where that is worth a track of its own. */
  missing?: string;
  tickText?: (value: number) => string;
  /** What ticks are round in, such as a MiB. */
  tickUnit?: number;
}

/** One quantity over time. */
export function LineTrack(props: LineTrackProps) {
  const {
    plot,
    samples,
    part,
    partColour = "plot",
    bound,
    height,
    intervalMillis,
    tickUnit = 1,
  } = props;
  const theme = useTheme();
  const peak = useMemo(
    () => greatest(bound?.last ?? [], greatest(samples?.high ?? [], 0)),
    [samples, bound],
  );
  // A ceiling far above what happens would flatten the line against zero.
  const ceiling =
    props.ceiling !== undefined && peak > props.ceiling / 8 ? props.ceiling : undefined;
  const scale = scaleFor(peak, ceiling, height);
  const top =
    ceiling !== undefined && ceiling >= peak
      ? ceiling
      : valueTicks(scale.max / tickUnit, 4).at(-1)! * tickUnit;
  const gap = samples ? gapMillis(samples.times, intervalMillis) : 0;
  const partGap = part ? Math.max(gap, gapMillis(part.times, intervalMillis)) : 0;
  const { from, to, width } = plot.time;
  const gridTimes = plot.ticks.times.join();

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const time = { from, to, width };
      const lines = gridTimes === "" ? [] : gridTimes.split(",").map(Number);
      drawGrid(pen, token("line"), time, lines, { max: scale.max, height }, [0, top]);
      const value = { max: scale.max, height };
      if (samples) drawArea(pen, time, value, samples, gap, token("plot"));
      if (part) drawArea(pen, time, value, part, partGap, token(partColour));
      if (bound) {
        pen.setLineDash([2, 3]);
        for (const [start, end] of runs(bound.times, gap)) {
          drawLine(pen, time, value, bound.times, bound.last, start, end, token("warnf"), 1);
        }
        pen.setLineDash([]);
      }
    },
    // The theme is read through the tokens.
    [
      from,
      to,
      width,
      gridTimes,
      scale.max,
      top,
      height,
      samples,
      part,
      partColour,
      partGap,
      bound,
      gap,
      theme,
    ],
  );

  const at = samples
    ? props.hover === undefined
      ? samples.times.length - 1
      : nearest(samples.times, props.hover, gap)
    : -1;
  const known = at >= 0 ? samples!.last[at] : undefined;
  const note = known === undefined ? "" : props.note(samples!, samples!.times[at]!);
  return (
    <Track
      name={props.name}
      caption={samples || props.waiting ? props.caption : (props.missing ?? "")}
      height={height}
      width={width}
      scale={scale}
      ticks={samples ? [0, top] : []}
      tickText={props.tickText ?? axisNumber}
      label={
        known === undefined
          ? `${props.name}: no data`
          : `${props.name}: ${props.value(known)}, ${note}`
      }
      draw={draw}
      readout={
        known !== undefined && (
          <>
            <p className="big">{props.value(known)}</p>
            <p className="caption">{note}</p>
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
