import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { drawArea, drawGrid, yOf } from "./area";
import { Drawing, useSize } from "./canvas";
import { token } from "./colours";
import type { Samples } from "./samples";
import { timeAt, timeTicks, xOf, type TimeScale } from "./timeScale";

const HEIGHT = 52;
const LEAST_DRAG_PX = 4;
const HANDLE_PX = 8;
// Half of a label: at the edges it moves inwards, not out of the strip.
const EDGE_PX = 16;
// An arrow key moves by this share of the whole strip.
const KEY_STEP = 1 / 60;

interface BrushStripProps {
  from: number;
  to: number;
  samples: Samples | undefined;
  gap: number;
  max: number;
  /** Grows when the theme changes, so that the picture is drawn anew. */
  theme: string;
  window: { from: number; to: number } | undefined;
  onChange: (window: { from: number; to: number } | undefined) => void;
  tickText: (time: number, stepMillis: number) => string;
  windowText: (from: number, to: number) => string;
  pictureLabel: string;
}

type Drag = {
  kind: "new" | "from" | "to" | "move";
  start: number;
  origin: { from: number; to: number };
};

/** A strip of time on which a window is dragged, or moved with the arrow keys of its two ends. */
export function BrushStrip(props: BrushStripProps) {
  const { from, to, samples, gap, max, theme } = props;
  const [element, { width }] = useSize<HTMLDivElement>();
  const drag = useRef<Drag | undefined>(undefined);
  const [draft, setDraft] = useState<{ from: number; to: number }>();
  const time: TimeScale = { from, to, width };
  const ticks = timeTicks(from, to, Math.max(2, width / 110));
  const window = draft ?? props.window;

  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const scale = { from, to, width };
      const lines = timeTicks(from, to, Math.max(2, width / 110)).times;
      const value = { max, height: HEIGHT };
      drawGrid(pen, token("line"), scale, lines, value, [0]);
      if (samples) drawArea(pen, scale, value, samples, gap, token("plot"));
    },
    [from, to, width, samples, gap, max, theme],
  );

  function timeUnder(event: PointerEvent): number {
    const box = element.current!.getBoundingClientRect();
    return timeAt(time, Math.min(Math.max(event.clientX - box.left, 0), width));
  }
  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = timeUnder(event);
    const x = xOf(time, at);
    const shown = props.window;
    let kind: Drag["kind"] = "new";
    if (shown) {
      if (Math.abs(x - xOf(time, shown.from)) <= HANDLE_PX) kind = "from";
      else if (Math.abs(x - xOf(time, shown.to)) <= HANDLE_PX) kind = "to";
      else if (at > shown.from && at < shown.to) kind = "move";
    }
    drag.current = { kind, start: at, origin: shown ?? { from: at, to: at } };
  }
  function onPointerMove(event: PointerEvent) {
    if (!drag.current) return;
    const at = timeUnder(event);
    if (Math.abs(xOf(time, at) - xOf(time, drag.current.start)) < LEAST_DRAG_PX && !draft) return;
    setDraft(dragged(drag.current, at, from, to));
  }
  function onPointerUp() {
    const clicked = drag.current?.kind === "new" && draft === undefined;
    drag.current = undefined;
    if (draft && draft.to > draft.from) props.onChange(draft);
    else if (clicked && props.window) props.onChange(undefined);
    setDraft(undefined);
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
  const left = xOf(time, Math.max(shown.from, from));
  const right = xOf(time, Math.min(shown.to, to));
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
      <div className="time-axis" aria-hidden>
        {width > 0 &&
          ticks.times.map((t) => (
            <span
              key={t}
              style={{ left: Math.min(Math.max(xOf(time, t), EDGE_PX), width - EDGE_PX) }}
            >
              {props.tickText(t, ticks.stepMillis)}
            </span>
          ))}
      </div>
      <div
        ref={element}
        className="brush-plot"
        style={{ height: HEIGHT }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = undefined;
          setDraft(undefined);
        }}
      >
        <div
          className={window ? "brush-window set" : "brush-window"}
          style={{ left, width: Math.max(0, right - left) }}
        />
        <Drawing label={props.pictureLabel} width={width} height={HEIGHT} draw={draw} />
        {window && (
          <>
            <div className="brush-shade" style={{ left: 0, width: Math.max(0, left) }} />
            <div className="brush-shade" style={{ left: right, right: 0 }} />
          </>
        )}
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

function dragged({ kind, start, origin }: Drag, at: number, from: number, to: number) {
  switch (kind) {
    case "new":
      return { from: Math.min(start, at), to: Math.max(start, at) };
    case "from":
      return { from: Math.min(at, origin.to), to: Math.max(at, origin.to) };
    case "to":
      return { from: Math.min(at, origin.from), to: Math.max(at, origin.from) };
    case "move": {
      const by = Math.min(Math.max(at - start, from - origin.from), to - origin.to);
      return { from: origin.from + by, to: origin.to + by };
    }
  }
}

/** The y of a value in the strip, for a scale beside it. */
export function brushY(value: number, max: number): number {
  return yOf({ max, height: HEIGHT }, value);
}
