import { useMemo } from "react";
import type { ProfileSpan, JvmDetail, Series } from "../../api/types";
import { BrushStrip, brushY } from "../../charts/BrushStrip";
import { gapMillis } from "../../charts/samples";
import { clockSeconds, windowSpan } from "../../format";
import type { Interval } from "../../state/range";
import { useTheme } from "../../state/theme";
import { tickText } from "../overview/JvmTracks";
import { brushQuantity, peakOf } from "./brushQuantity";
import type { EventKind } from "./events";

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
  const quantity = useMemo(
    () => brushQuantity(kind.event, series, jvm.cpus),
    [kind.event, series, jvm.cpus],
  );
  const { name, samples, max } = quantity;
  const seams = coverage.flatMap(({ from, seam }) =>
    seam === undefined ? [] : { time: from, text: seam },
  );
  return (
    <section className="time-brush" aria-label="Time window">
      <div className="brush-label">
        <h2>{name}</h2>
        <p className="caption">{quantity.caption}</p>
        {samples && (
          <div className="scale" aria-hidden>
            <span style={{ top: brushY(max, max) }}>{quantity.axisText(max)}</span>
            <span style={{ top: brushY(0, max) }}>0</span>
          </div>
        )}
      </div>
      <BrushStrip
        from={props.shown.from}
        to={props.shown.to}
        samples={samples}
        inner={quantity.inner}
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
            ? `${name}, up to ${quantity.text(peakOf(samples))}`
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

/** Whether the window's own label stands where the hint would. */
function labelAtRight(window: Interval | undefined, { from, to }: Interval): boolean {
  return window !== undefined && (window.from + window.to) / 2 > from + 0.66 * (to - from);
}

function covers(span: ProfileSpan, { event }: EventKind): boolean {
  return span.events.includes(event);
}
