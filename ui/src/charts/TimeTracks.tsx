import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useSize } from "./canvas";
import { nearest } from "./samples";
import { TimeAxis } from "./TimeAxis";
import { timeAt, timeTicks, xOf, type TimeScale, type TimeTicks } from "./timeScale";
import { useDrag, xWithin } from "./useDrag";

const LABEL_PX = 84;
// A narrower label would be all ellipsis.
const LEAST_MARK_PX = 72;
const ZOOM_STEP = 1.3;

export interface Plot {
  time: TimeScale;
  ticks: TimeTicks;
  /** The end of what was measured: that of the axis, unless it goes on for a forecast. */
  now: number;
}

/** A time at which something changed. */
export interface Mark {
  time: number;
  text: string;
}

interface TimeTracksProps {
  from: number;
  to: number;
  /** Where the axis ends, if it goes on beyond the present for a forecast. */
  until?: number;
  /** Real samples, to which the crosshair snaps. */
  times: readonly number[];
  /** In order of time. */
  marks: readonly Mark[];
  hover: number | undefined;
  onHover: (time: number | undefined) => void;
  onZoom: (from: number, to: number) => void;
  onReset: () => void;
  /** Whether what is shown is the last there was: readouts are dimmed then. */
  gone?: boolean;
  label: string;
  /** What the readouts say at the crosshair, for a screen reader. */
  spoken: string | undefined;
  tickText: (time: number, stepMillis: number) => string;
  hoverText: (time: number) => string;
  /** Stands at the right end of the axis while that end is the present. */
  endText?: string;
  children: (plot: Plot) => ReactNode;
}

/** Tracks under one time axis, with one crosshair and one way to zoom for all of them. */
export function TimeTracks(props: TimeTracksProps) {
  const { from, to, until, times, hover } = props;
  const [plotElement, { width }] = useSize<HTMLDivElement>();
  const end = until ?? to;
  const time: TimeScale = { from, to: end, width };
  const ticks = timeTicks(from, end, Math.max(2, width / 110));
  // Beyond it nothing was measured that could be pointed at or zoomed to.
  const nowX = until === undefined ? width : xOf(time, to);
  const { drag, cancel, handlers } = useDrag({
    noTouch: true,
    onEnd({ start, end }) {
      const [first, last] = [Math.min(start, end), Math.min(Math.max(start, end), nowX)];
      if (first < last) props.onZoom(timeAt(time, first), timeAt(time, last));
    },
  });

  const zoomAt = useRef<(x: number, out: boolean) => void>(() => {});
  useEffect(() => {
    zoomAt.current = (x, out) => {
      const factor = out ? ZOOM_STEP : 1 / ZOOM_STEP;
      const at = timeAt(time, Math.min(x, nowX));
      props.onZoom(at - (at - from) * factor, at + (to - at) * factor);
    };
  });
  useEffect(() => {
    const element = plotElement.current;
    if (!element) return;
    // React listens passively to the wheel, which would let the page zoom as well.
    function onWheel(event: WheelEvent) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomAt.current(event.clientX - element!.getBoundingClientRect().left, event.deltaY > 0);
    }
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [plotElement]);

  function onMove(event: PointerEvent<HTMLElement>) {
    handlers.onPointerMove(event);
    const x = xWithin(event);
    props.onHover(x > nowX ? undefined : times[nearest(times, timeAt(time, x))]);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") {
      cancel();
      props.onHover(undefined);
      return;
    }
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || times.length === 0) return;
    event.preventDefault();
    const at = hover === undefined ? times.length - 1 : nearest(times, hover);
    const by = event.shiftKey ? step * 10 : step;
    props.onHover(times[Math.min(Math.max(at + by, 0), times.length - 1)]);
  }

  const hoverX = hover === undefined ? undefined : xOf(time, hover);
  return (
    <div className={props.gone ? "tracks gone" : "tracks"}>
      {until !== undefined && width > 0 && <Beyond left={nowX} width={width - nowX} />}
      <TimeAxis
        time={time}
        ticks={ticks}
        tickText={props.tickText}
        endText={props.endText}
        now={until === undefined ? undefined : to}
      />
      {props.children({ time, ticks, now: to })}
      <Marks time={time} marks={props.marks} end={nowX} />
      <div
        ref={plotElement}
        className="plot-surface"
        role="application"
        aria-roledescription="time plot"
        aria-label={props.label}
        tabIndex={0}
        {...handlers}
        onPointerMove={onMove}
        onPointerLeave={() => props.onHover(undefined)}
        onBlur={() => props.onHover(undefined)}
        onDoubleClick={props.onReset}
        onKeyDown={onKeyDown}
      >
        {drag && (
          <div
            className="drag-window"
            style={{
              left: Math.min(drag.start, drag.end, nowX),
              width: Math.abs(Math.min(drag.end, nowX) - Math.min(drag.start, nowX)),
            }}
          />
        )}
        {hoverX !== undefined && hoverX >= 0 && hoverX <= width && (
          <>
            <div className="crosshair" style={{ left: hoverX }} />
            <div
              className="crosshair-time"
              style={{ left: Math.min(Math.max(hoverX, LABEL_PX / 2), width - LABEL_PX / 2) }}
            >
              {props.hoverText(hover!)}
            </div>
          </>
        )}
      </div>
      <p className="spoken" aria-live="polite">
        {props.spoken}
      </p>
    </div>
  );
}

/** The ground of all tracks beyond the present, and the line between. */
function Beyond({ left, width }: { left: number; width: number }) {
  return (
    <div className="future" aria-hidden>
      <div style={{ left, width }} />
    </div>
  );
}

/** A dotted line through all tracks, with its words as far as there is room up to the next one. */
function Marks({ time, marks, end }: { time: TimeScale; marks: readonly Mark[]; end: number }) {
  const seen = marks.filter((mark) => mark.time > time.from && mark.time < time.to);
  if (seen.length === 0 || time.width === 0) return null;
  return (
    <ul className="change-marks" aria-label="When findings began">
      {seen.map((mark, i) => {
        const x = xOf(time, mark.time);
        const room = (i + 1 < seen.length ? xOf(time, seen[i + 1]!.time) : end) - x;
        return (
          <li key={`${mark.time} ${mark.text}`} style={{ left: x, width: Math.max(0, room - 4) }}>
            <span className={room < LEAST_MARK_PX ? "spoken" : undefined}>{mark.text}</span>
          </li>
        );
      })}
    </ul>
  );
}
