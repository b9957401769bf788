import { useCallback, useMemo } from "react";
import { amount } from "../../amounts";
import { getSeries } from "../../api/client";
import type { Jvm } from "../../api/types";
import { drawArea, drawBars, drawMark } from "../../charts/area";
import { Drawing, useSize } from "../../charts/canvas";
import { token } from "../../charts/colours";
import { gapMillis, samplesOf } from "../../charts/samples";
import { xOf } from "../../charts/timeScale";
import { clockDay, cores, span } from "../../format";
import { usePolled } from "../../state/polled";
import { useTheme } from "../../state/theme";
import { colourOf, isNamed, type SeriesEvidence } from "./evidence";

const POINTS = 120;
// Room above the highest value, so that its line is whole.
const HEADROOM = 1.06;

interface EvidenceChartProps {
  jvm: Pick<Jvm, "id" | "intervalMillis">;
  evidence: SeriesEvidence;
  height: number;
  now: number;
  /** When what it proves began. */
  mark?: number;
  /** Times at both ends, where there is room for them. */
  axis?: boolean;
}

/** The series that proves a finding, over the time it names. */
export function EvidenceChart({ jvm, evidence, height, now, mark, axis }: EvidenceChartProps) {
  const { name, from, to, unit } = evidence;
  const [element, { width }] = useSize<HTMLDivElement>();
  const theme = useTheme();
  const answer = usePolled(
    `evidence ${jvm.id} ${name} ${from} ${to}`,
    (signal) => getSeries(jvm.id, { names: name, from, to, points: POINTS }, signal),
    undefined,
  );
  const histogram = answer.data?.histograms.find((each) => isNamed(each, evidence));
  const plain = answer.data?.series.find((each) => isNamed(each, evidence));
  // Of a histogram, the longest at each time is drawn, as a bar.
  const bars = histogram !== undefined;
  const samples = useMemo(
    () =>
      histogram
        ? samplesOf(histogram.points.map(([time, , , max]) => [time, max]))
        : plain && samplesOf(plain.points),
    [histogram, plain],
  );
  const high = samples ? Math.max(...samples.high) : 0;
  const low = samples ? Math.min(...samples.low) : 0;

  // A number without a unit says nothing beside a chart.
  const text = (value: number) =>
    name.endsWith(".cores") ? `${cores(value)} cores` : amount(value, unit);

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      if (!samples) return;
      const time = { from, to, width };
      const value = { max: high > 0 ? high * HEADROOM : 1, height };
      pen.fillStyle = token("line2");
      pen.fillRect(0, height - 1, width, 1);
      const { times } = samples;
      const colour = token(colourOf(evidence));
      if (bars) drawBars(pen, time, value, times, samples.high, jvm.intervalMillis, colour);
      else drawArea(pen, time, value, samples, gapMillis(times, jvm.intervalMillis), colour);
      if (mark !== undefined && mark > from && mark < to) {
        drawMark(pen, xOf(time, mark), height, token("acc"));
      }
    },
    // The theme is read through the tokens.
    [samples, bars, evidence, mark, from, to, width, height, high, jvm.intervalMillis, theme],
  );

  const known = samples !== undefined && samples.times.length > 0;
  return (
    <figure className="evidence-chart">
      <figcaption className={axis ? "caption" : "spoken"}>{evidence.label}</figcaption>
      <span className="caption length">{span(to - from)}</span>
      <div ref={element} style={{ height }}>
        <Drawing
          label={
            known
              ? `${evidence.label}: ${text(low)} to ${text(high)}`
              : `${evidence.label}: no data`
          }
          width={width}
          height={height}
          draw={draw}
        />
        {answer.data && !known && <span className="caption">no longer kept</span>}
        {answer.error && <span className="caption">{answer.error.title}</span>}
      </div>
      {known && (
        <div className="ends" aria-hidden>
          <b>{text(high)}</b>
          <span>{text(low)}</span>
        </div>
      )}
      {axis && (
        <p className="caption times" aria-hidden>
          <span>{clockDay(from, now)}</span>
          <span>{clockDay(to, now)}</span>
        </p>
      )}
    </figure>
  );
}
