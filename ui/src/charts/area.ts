import { faded, hatching } from "./colours";
import { runs, type Samples } from "./samples";
import { outlineOf, thinned } from "./thinned";
import { xOf, type TimeScale } from "./timeScale";

/** The vertical scale of a plot: zero at the bottom edge, max at the top edge. */
export interface ValueScale {
  max: number;
  height: number;
}

export function yOf(scale: ValueScale, value: number): number {
  return scale.height * (1 - value / scale.max);
}

export interface StackLayer {
  /** One value a time; undefined draws nothing, as zero does. */
  values: readonly (number | undefined)[];
  colour: string;
  hatched: boolean;
}

type Pen = CanvasRenderingContext2D;

/** Lines of the grid, under everything else. */
export function drawGrid(
  pen: Pen,
  colour: string,
  time: TimeScale,
  times: readonly number[],
  value: ValueScale,
  values: readonly number[],
): void {
  pen.fillStyle = colour;
  for (const t of times) pen.fillRect(Math.round(xOf(time, t)), 0, 1, value.height);
  for (const v of values) pen.fillRect(0, Math.round(yOf(value, v)) - 1, time.width, 1);
}

/** A filled line with the extremes of merged readings as a paler band around it. */
export function drawArea(
  pen: Pen,
  time: TimeScale,
  value: ValueScale,
  samples: Samples,
  gap: number,
  colour: string,
): void {
  for (const [start, end] of runs(samples.times, gap)) {
    const { times, last, low, high } = thinned(samples, start, end, time);
    const size = times.length;
    pen.fillStyle = faded(colour, 0.24);
    trace(pen, time, value, times, last, 0, size);
    pen.lineTo(xOf(time, times[size - 1]!), value.height);
    pen.lineTo(xOf(time, times[0]!), value.height);
    pen.fill();

    pen.fillStyle = faded(colour, 0.42);
    trace(pen, time, value, times, high, 0, size);
    for (let i = size - 1; i >= 0; i--) pen.lineTo(xOf(time, times[i]!), yOf(value, low[i]!));
    pen.fill();
    drawLine(pen, time, value, times, last, 0, size, colour, 1.25);
  }
}

/** Layers on top of each other, bottom first, with a page-coloured pixel between neighbours. */
export function drawStack(
  pen: Pen,
  time: TimeScale,
  value: ValueScale,
  times: readonly number[],
  layers: readonly StackLayer[],
  gap: number,
  page: string,
): void {
  const whole = times.map((_, i) => layers.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  for (const [start, end] of runs(times, gap)) {
    const kept = outlineOf(whole, times, start, end, time);
    const seen = kept.map((i) => times[i]!);
    let base = new Array<number>(kept.length).fill(0);
    for (const layer of layers) {
      const below = base;
      const top = kept.map((i, n) => below[n]! + (layer.values[i] ?? 0));
      pen.fillStyle = page;
      outline(pen, time, value, seen, below, top);
      pen.fill();
      pen.fillStyle = layer.hatched ? hatching(pen, layer.colour) : layer.colour;
      pen.fill();
      drawLine(pen, time, value, seen, top, 0, seen.length, page, 1);
      base = top;
    }
  }
}

export function drawLine(
  pen: Pen,
  time: TimeScale,
  value: ValueScale,
  times: readonly number[],
  values: readonly number[],
  start: number,
  end: number,
  colour: string,
  width: number,
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  trace(pen, time, value, times, values, start, end);
  // A run of one reading has no length; a short dash keeps it visible.
  if (end - start === 1) pen.lineTo(xOf(time, times[start]!) + 1.5, yOf(value, values[start]!));
  pen.stroke();
}

/** A dotted line at a time. */
export function drawMark(pen: Pen, x: number, height: number, colour: string): void {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 1.25;
  pen.setLineDash([1.5, 2.5]);
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, height);
  pen.stroke();
  pen.restore();
}

function outline(
  pen: Pen,
  time: TimeScale,
  value: ValueScale,
  times: readonly number[],
  base: readonly number[],
  top: readonly number[],
): void {
  trace(pen, time, value, times, top, 0, times.length);
  for (let i = times.length - 1; i >= 0; i--) {
    pen.lineTo(xOf(time, times[i]!), yOf(value, base[i]!));
  }
  pen.closePath();
}

function trace(
  pen: Pen,
  time: TimeScale,
  value: ValueScale,
  times: readonly number[],
  values: readonly number[],
  start: number,
  end: number,
): void {
  pen.beginPath();
  for (let i = start; i < end; i++) pen.lineTo(xOf(time, times[i]!), yOf(value, values[i]!));
}

/** A bar a reading, as wide as the time it stands for but never too thin to be seen. */
export function drawBars(
  pen: Pen,
  time: TimeScale,
  value: ValueScale,
  times: readonly number[],
  values: readonly number[],
  spanMillis: number,
  colour: string,
): void {
  const width = Math.max(1.5, (spanMillis / (time.to - time.from)) * time.width * 0.7);
  pen.fillStyle = colour;
  times.forEach((at, i) => {
    const top = Math.max(0, yOf(value, values[i]!));
    pen.fillRect(xOf(time, at) - width, top, width, value.height - top);
  });
}
