import { useCallback, useMemo } from "react";
import type { JvmDetail } from "../../api/types";
import { drawGrid, drawLine, drawStack, yOf } from "../../charts/area";
import { token } from "../../charts/colours";
import { bandOutline, drawForecast } from "../../charts/forecastBand";
import { gapMillis, greatest, nearest, runs } from "../../charts/samples";
import { valueTicks, xOf } from "../../charts/timeScale";
import type { Plot } from "../../charts/TimeTracks";
import { Track } from "../../charts/Track";
import { clock, count, mib } from "../../format";
import { useTheme } from "../../state/theme";
import { ForecastMarks } from "./ForecastMarks";
import { forecastSpoken } from "./forecastWords";
import { Ledger } from "./Ledger";
import type { MemoryForecast } from "./memoryForecast";
import { rssMissing, sumAt, type MemoryStack } from "./memoryStack";

// At least, and as high as the ledger beside it.
const HEIGHT = 240;
const LEDGER_HEAD_PX = 56;
const LEDGER_ROW_PX = 21;
const MIB = 1024 * 1024;

// Farther above what is used, the limit line would press the regions flat.
const LIMIT_IN_SIGHT = 2.5;

interface MemoryTrackProps {
  plot: Plot;
  stack: MemoryStack | undefined;
  jvm: JvmDetail;
  /** Drawn where the axis goes on beyond now for it. Must be stable: every new one is drawn. */
  forecast?: MemoryForecast;
  hover: number | undefined;
  when: string;
  waiting: boolean;
  slow: boolean;
}

/** The regions of the process's memory as one stack that sums to RSS, against the limit. */
export function MemoryTrack(props: MemoryTrackProps) {
  const { plot, stack, jvm, forecast, hover, when, waiting, slow } = props;
  const theme = useTheme();
  const peak = useMemo(() => (stack ? peakOf(stack) : 0), [stack]);
  const limit = stack?.limit;
  const inSight = limit !== undefined && limit < peak * LIMIT_IN_SIGHT;
  const { from, to, width } = plot.time;
  const ahead = forecast ? heightOf(forecast, to, peak) : 0;
  const max = Math.max(peak * 1.06, inSight ? limit * 1.1 : 0, ahead, MIB);
  const height = Math.max(HEIGHT, LEDGER_HEAD_PX + LEDGER_ROW_PX * (stack?.regions.length ?? 0));
  const scale = { max, height };
  const ticks = valueTicks(max / MIB, 5).map((tick) => tick * MIB);
  const gridTimes = plot.ticks.times.join();

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const time = { from, to, width };
      const value = { max, height };
      const lines = gridTimes === "" ? [] : gridTimes.split(",").map(Number);
      const steps = valueTicks(max / MIB, 5).map((tick) => tick * MIB);
      drawGrid(pen, token("line"), time, lines, value, steps);
      if (!stack) return;
      const gap = gapMillis(stack.times, jvm.intervalMillis);
      const layers = stack.regions.map((region) => ({
        values: region.values,
        colour: token(`region-${region.id}`),
        hatched: region.id === "rest",
      }));
      drawStack(pen, time, value, stack.times, layers, gap, token("bg"));
      if (stack.rss) {
        for (const [start, end] of runs(stack.rss.times, gap)) {
          drawLine(pen, time, value, stack.rss.times, stack.rss.last, start, end, token("t1"), 1.5);
        }
      }
      if (inSight) {
        pen.fillStyle = token("crit");
        pen.fillRect(0, Math.round(yOf(value, limit!)) - 1, width, 1.5);
      }
      if (!forecast) return;
      if (forecast.limit !== limit) {
        const x = xOf(time, forecast.from);
        pen.fillStyle = token("crit");
        pen.fillRect(x, Math.round(yOf(value, forecast.limit)) - 1, width - x, 1.5);
      }
      const colours = { band: token(forecast.colour), limit: token("crit"), page: token("bg") };
      drawForecast(pen, time, value, forecast, colours);
    },
    // The theme is read through the tokens.
    [
      from,
      to,
      width,
      gridTimes,
      max,
      height,
      stack,
      jvm.intervalMillis,
      inSight,
      limit,
      forecast,
      theme,
    ],
  );

  const index = stack
    ? hover === undefined
      ? stack.times.length - 1
      : nearest(stack.times, hover)
    : -1;
  const captions = [
    stack?.rss ? "MiB, regions sum to RSS" : "MiB",
    stack && rssMissing(stack, clock),
    limit !== undefined && !inSight ? `limit ${mib(limit)} is far above` : "",
  ].filter(Boolean);
  return (
    <Track
      name="Memory"
      caption={
        stack || waiting
          ? slow
            ? "asking the collector"
            : captions.map((line) => <span key={line}>{line}</span>)
          : "Neither RSS nor memory pools are known here."
      }
      height={height}
      width={width}
      scale={scale}
      ticks={stack ? ticks : []}
      tickText={(value) => count(value / MIB) + (value === 0 ? " MiB" : "")}
      label={
        stack
          ? [labelOf(stack), forecast && forecastSpoken(forecast, plot.now)]
              .filter(Boolean)
              .join(". ")
          : "Memory: no data"
      }
      draw={draw}
      marks={
        <>
          {inSight && (
            <span className="limit-label" style={{ top: yOf(scale, limit) }}>
              Container limit {mib(limit)}
            </span>
          )}
          {forecast && width > 0 && <ForecastMarks forecast={forecast} plot={plot} scale={scale} />}
        </>
      }
      readout={stack && index >= 0 && <Ledger stack={stack} index={index} when={when} />}
    />
  );
}

function peakOf(stack: MemoryStack): number {
  let peak = stack.rss ? greatest(stack.rss.high, 0) : 0;
  for (let i = 0; i < stack.times.length; i++) peak = Math.max(peak, sumAt(stack, i));
  return peak;
}

/** What it takes to see a forecast up to its limit, or as much of it as leaves the regions seen. */
function heightOf(forecast: MemoryForecast, axisEnd: number, peak: number): number {
  const most = peak * LIMIT_IN_SIGHT;
  if (forecast.limit < most) return forecast.limit * 1.1;
  const band = bandOutline(forecast, axisEnd).map(({ value }) => value);
  return Math.min(Math.max(...band), most) * 1.06;
}

function labelOf(stack: MemoryStack): string {
  const end = stack.times.length - 1;
  const parts = stack.regions.flatMap((region) => {
    const value = region.values[end];
    return value === undefined ? [] : `${region.name} ${mib(value)}`;
  });
  const rss = stack.rssAt[end];
  return `Memory: ${rss === undefined ? "" : `RSS ${mib(rss)}, of which `}${parts.join(", ")}`;
}
