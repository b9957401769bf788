import { useCallback, useState, type KeyboardEvent, type PointerEvent } from "react";
import { drawArea, drawGrid, yOf } from "./area";
import { Drawing, useSize } from "./canvas";
import { token } from "./colours";
import { gapMillis, type Samples } from "./samples";
import { Seams, type Seam } from "./Seams";
import { TimeAxis } from "./TimeAxis";
import { timeAt, timeTicks, xOf, type TimeScale } from "./timeScale";
import { useDrag, type Drag } from "./useDrag";

const HEIGHT = 52;
const HANDLE_PX = 8;
// An arrow key moves by this share of the whole strip.
const KEY_STEP = 1 / 60;

interface Window {
  from: number;
  to: number;
}

interface BrushStripProps extends Window {
  samples: Samples | undefined;
  /** A part of the quantity, drawn within it in the colour of application code. */
  inner: Samples | undefined;
  gap: number;
  max: number;
  /** Grows when the theme changes, so that the picture is drawn anew. */
  theme: string;
  window: Window | undefined;
  onChange: (window: Window | undefined) => void;
  /** The window that the first one is compared with, dragged with Shift. */
  other: Window | undefined;
  onOther: (window: Window) => void;
  seams: readonly Seam[];
  /** Times for which there is a profile, where it does not run all the time. */
  recorded: readonly Window[];
  tickText: (time: number, stepMillis: number) => string;
  windowText: (from: number, to: number) => string;
  pictureLabel: string;
}

type Part = "new" | "from" | "to" | "move";

/** A strip of time on which a window is dragged, or moved with the arrow keys of its two ends. */
export function BrushStrip(props: BrushStripProps) {
  const { from, to, samples, inner, gap, max, theme } = props;
  const [element, { width }] = useSize<HTMLDivElement>();
  const [part, setPart] = useState<Part>("new");
  const time: TimeScale = { from, to, width };
  const ticks = timeTicks(from, to, Math.max(2, width / 110));

  const { drag, handlers } = useDrag({
    onEnd(ended) {
      const dragged = draggedTo(ended);
      if (dragged.to <= dragged.from) return;
      if (ended.shift) props.onOther(dragged);
      else props.onChange(dragged);
    },
    onClick() {
      if (part === "new" && props.window) props.onChange(undefined);
    },
  });
  const window = drag && !drag.shift ? draggedTo(drag) : props.window;
  const other = drag?.shift ? draggedTo(drag) : props.other;

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const scale = { from, to, width };
      const lines = timeTicks(from, to, Math.max(2, width / 110)).times;
      const value = { max, height: HEIGHT };
      drawGrid(pen, token("line"), scale, lines, value, [0]);
      if (samples) drawArea(pen, scale, value, samples, gap, token("plot"));
      if (inner) {
        const partGap = Math.max(gap, gapMillis(inner.times, gap));
        drawArea(pen, scale, value, inner, partGap, token("flame-warm-1"));
      }
    },
    [from, to, width, samples, inner, gap, max, theme],
  );

  function draggedTo({ start, end, shift }: Drag): Window {
    const [a, b] = [timeAt(time, start), timeAt(time, end)];
    const origin = props.window;
    if (shift || !origin || part === "new") return { from: Math.min(a, b), to: Math.max(a, b) };
    if (part === "move") {
      const by = Math.min(Math.max(b - a, from - origin.from), to - origin.to);
      return { from: origin.from + by, to: origin.to + by };
    }
    const fixed = part === "from" ? origin.to : origin.from;
    return { from: Math.min(b, fixed), to: Math.max(b, fixed) };
  }
  /** What of the window lies under the pointer. */
  function partAt(event: PointerEvent<HTMLElement>): Part {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const shown = props.window;
    if (!shown) return "new";
    if (Math.abs(x - xOf(time, shown.from)) <= HANDLE_PX) return "from";
    if (Math.abs(x - xOf(time, shown.to)) <= HANDLE_PX) return "to";
    const at = timeAt(time, x);
    return at > shown.from && at < shown.to ? "move" : "new";
  }
  function onHandleKey(event: KeyboardEvent, end: "from" | "to") {
    if (event.key === "Escape" && props.window) {
      event.preventDefault();
      props.onChange(undefined);
      return;
    }
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const step = direction * KEY_STEP * (to - from) * (event.shiftKey ? 5 : 1);
    const shown = props.window ?? { from, to };
    const moved = { ...shown, [end]: Math.min(Math.max(shown[end] + step, from), to) };
    if (moved.to - moved.from >= ((to - from) * KEY_STEP) / 2) props.onChange(moved);
  }

  const shown = window ?? { from, to };
  const [left, right] = edges(shown);
  function edges(of: Window): [number, number] {
    return [xOf(time, Math.max(of.from, from)), xOf(time, Math.min(of.to, to))];
  }
  function span(of: Window) {
    const [start, end] = edges(of);
    return { left: start, width: Math.max(0, end - start) };
  }
  const handle = (end: "from" | "to", x: number) => (
    <div
      className="brush-handle"
      role="slider"
      tabIndex={0}
      aria-label={end === "from" ? "Window start" : "Window end"}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={Math.round(shown[end])}
      aria-valuetext={props.windowText(shown.from, shown.to)}
      style={{ left: x }}
      onKeyDown={(event) => onHandleKey(event, end)}
    />
  );
  return (
    <div className="brush">
      <TimeAxis time={time} ticks={ticks} tickText={props.tickText} />
      <div
        ref={element}
        className="brush-plot"
        style={{ height: HEIGHT }}
        {...handlers}
        onPointerDown={(event) => {
          setPart(partAt(event));
          handlers.onPointerDown(event);
        }}
      >
        <div className={window ? "brush-window set" : "brush-window"} style={span(shown)} />
        <Drawing label={props.pictureLabel} width={width} height={HEIGHT} draw={draw} />
        {window && (
          <>
            <div className="brush-shade" style={{ left: 0, width: Math.max(0, left) }} />
            <div className="brush-shade" style={{ left: right, right: 0 }} />
          </>
        )}
        {other && other.to > from && other.from < to && (
          <div className="brush-other" style={span(other)} />
        )}
        {props.recorded.map((each) => (
          <div key={each.from} className="brush-recorded" style={span(each)} />
        ))}
        <Seams time={time} seams={props.seams} />
        {width > 0 && handle("from", left)}
        {width > 0 && handle("to", right)}
      </div>
      <div className="brush-foot">
        {window && (
          <b style={{ left: Math.min(Math.max((left + right) / 2, 90), width - 90) }}>
            {props.windowText(window.from, window.to)}
          </b>
        )}
      </div>
    </div>
  );
}

/** The y of a value in the strip, for a scale beside it. */
export function brushY(value: number, max: number): number {
  return yOf({ max, height: HEIGHT }, value);
}
