import { useMemo } from "react";
import { amount } from "../../amounts";
import type { ProfileSpan, JvmDetail, Series } from "../../api/types";
import { BrushStrip, brushY } from "../../charts/BrushStrip";
import { gapMillis, greatest } from "../../charts/samples";
import { roundAbove } from "../../charts/timeScale";
import { axisNumber, clockSeconds, cores, count, windowSpan } from "../../format";
import type { Interval } from "../../state/range";
import { useTheme } from "../../state/theme";
import { tickText } from "../overview/JvmTracks";
import { single } from "../overview/totals";
import type { EventKind } from "./events";

const CPU = "diag.process.cpu.cores";
const APPLICATION_CPU = "diag.profile.cpu.application";
const ALLOCATION = "diag.jvm.allocation.rate";

/** What the strip can show: the quantity an event samples, where there is one, or else CPU use. */
export const BRUSH_SERIES = [CPU, APPLICATION_CPU, ALLOCATION].join(",");

interface TimeBrushProps {
  jvm: JvmDetail;
  kind: EventKind;
  series: readonly Series[];
  shown: Interval;
  window: Interval | undefined;
  onChange: (window: Interval | undefined) => void;
  other: Interval | undefined;
  onOther: (window: Interval) => void;
  coverage: readonly ProfileSpan[];
}

/** The load of the range, to choose the window whose samples are shown. */
export function TimeBrush(props: TimeBrushProps) {
  const { jvm, kind, series, coverage } = props;
  const theme = useTheme();
  const [samples, allocation] = useMemo(() => {
    const rate = kind.event === "alloc" ? single(series, ALLOCATION) : undefined;
    return [rate ?? single(series, CPU), rate !== undefined] as const;
  }, [series, kind]);
  const application = useMemo(
    () => (kind.event === "cpu" ? single(series, APPLICATION_CPU) : undefined),
    [series, kind],
  );
  const peak = samples ? greatest(samples.high, 0) : 0;
  const cpus = allocation ? undefined : jvm.cpus;
  const max =
    cpus !== undefined && peak > cpus / 8
      ? Math.max(cpus, peak)
      : top(peak, allocation ? 1024 : 1000);
  const name = allocation ? "Allocation" : "CPU";
  const seams = coverage.flatMap(({ from, seam }) =>
    seam === undefined ? [] : { time: from, text: seam },
  );
  return (
    <section className="time-brush" aria-label="Time window">
      <div className="brush-label">
        <h2>{name}</h2>
        <p className="caption">
          {allocation ? "per second" : cpus === undefined ? "cores" : `cores of ${count(cpus)}`}
        </p>
        {samples && (
          <div className="scale" aria-hidden>
            <span style={{ top: brushY(max, max) }}>
              {allocation ? amount(max, "By") : axisNumber(max)}
            </span>
            <span style={{ top: brushY(0, max) }}>0</span>
          </div>
        )}
      </div>
      <BrushStrip
        from={props.shown.from}
        to={props.shown.to}
        samples={samples}
        inner={application}
        gap={samples ? gapMillis(samples.times, jvm.intervalMillis) : 0}
        max={max}
        theme={theme}
        window={props.window}
        onChange={props.onChange}
        other={props.other}
        onOther={props.onOther}
        seams={seams}
        recorded={kind.onCommand ? coverage.filter((each) => covers(each, kind)) : []}
        tickText={tickText}
        windowText={(from, to) =>
          `${clockSeconds(from)} \u2013 ${clockSeconds(to)}, ${windowSpan(to - from)}`
        }
        pictureLabel={
          samples
            ? `${name}, up to ${allocation ? amount(peak, "By/s") : `${cores(peak)} cores`}`
            : "CPU use of the process is not known here"
        }
      />
      {!labelAtRight(props.window, props.shown) && (
        <p className="brush-hint">
          {props.window ? "Shift drag to compare two windows" : "drag to select a window"}
        </p>
      )}
    </section>
  );
}

/** A round number just above the peak, in the unit that the base of units leads to. */
function top(peak: number, base: number): number {
  if (peak <= 0) return 1;
  const unit = base ** Math.floor(Math.log(peak) / Math.log(base));
  return roundAbove(peak / unit) * unit;
}

/** Whether the window's own label stands where the hint would. */
function labelAtRight(window: Interval | undefined, { from, to }: Interval): boolean {
  return window !== undefined && (window.from + window.to) / 2 > from + 0.66 * (to - from);
}

function covers(span: ProfileSpan, { event }: EventKind): boolean {
  return span.events.includes(event);
}
