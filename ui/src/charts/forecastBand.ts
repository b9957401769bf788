import { yOf, type ValueScale } from "./area";
import { faded } from "./colours";
import { xOf, type TimeScale } from "./timeScale";

/** A value that comes to a limit sometime between two times, if it goes on as it did. */
export interface ForecastBand {
  /** Where it stands now. */
  from: number;
  value: number;
  limit: number;
  earliest: number;
  about: number;
  /** Infinite where the limit may as well never be reached. */
  latest: number;
}

export interface BandPoint {
  time: number;
  value: number;
}

/** The share of the shown time by which an axis goes on beyond now for a forecast. */
const BEYOND_SHARE = 1 / 3;

/** Where an axis that shows a forecast ends: the same for any forecast, so that it stays calm. */
export function axisEnd(from: number, to: number): number {
  return to + (to - from) * BEYOND_SHARE;
}

/** Where the way to the limit ends that reaches it at a time: there, or at the end of the axis. */
export function endOf(band: ForecastBand, reached: number, axisEnd: number): BandPoint {
  const { from, value, limit } = band;
  if (reached <= axisEnd) return { time: Math.max(from, reached), value: limit };
  return { time: axisEnd, value: value + ((limit - value) * (axisEnd - from)) / (reached - from) };
}

/** The corners of the band: from now along its early edge, and along its late edge back. */
export function bandOutline(band: ForecastBand, axisEnd: number): BandPoint[] {
  const { from, value, limit, earliest, latest } = band;
  const corners = [{ time: from, value }, endOf(band, earliest, axisEnd)];
  // Cut off between the two, it has a corner where the limit leaves the plot.
  if (earliest < axisEnd && latest > axisEnd) corners.push({ time: axisEnd, value: limit });
  corners.push(endOf(band, latest, axisEnd));
  return corners;
}

// In a thinner band, dashed edges would run into the dashes of its middle.
const EDGED_PX = 14;

/**
 * The band, paler than what was measured and with dashes where that has a line, up to where it
 * meets the limit.
 */
export function drawForecast(
  pen: CanvasRenderingContext2D,
  time: TimeScale,
  scale: ValueScale,
  band: ForecastBand,
  colours: { band: string; limit: string; page: string },
): void {
  const x = (at: number) => xOf(time, at);
  const y = (value: number) => yOf(scale, value);
  const early = endOf(band, band.earliest, time.to);
  const about = endOf(band, band.about, time.to);
  const late = endOf(band, band.latest, time.to);
  function dashTo(end: BandPoint, width: number) {
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(x(band.from), y(band.value));
    pen.lineTo(x(end.time), y(end.value));
    pen.stroke();
  }
  pen.save();
  pen.fillStyle = faded(colours.band, 0.42);
  pen.beginPath();
  for (const each of bandOutline(band, time.to)) pen.lineTo(x(each.time), y(each.value));
  pen.closePath();
  pen.fill();

  pen.strokeStyle = colours.band;
  pen.setLineDash([4, 3]);
  dashTo(about, 1.75);
  const below = endOf(band, band.latest, early.time);
  if (y(below.value) - y(early.value) > EDGED_PX) for (const end of [early, late]) dashTo(end, 1);
  pen.setLineDash([]);

  if (band.earliest < time.to) {
    const left = x(Math.max(band.from, band.earliest));
    pen.fillStyle = colours.limit;
    pen.fillRect(left, y(band.limit) - 2, x(Math.min(band.latest, time.to)) - left, 4);
  }
  if (band.about <= time.to) {
    pen.strokeStyle = colours.limit;
    pen.fillStyle = colours.page;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(x(about.time), y(band.limit), 4, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
  pen.restore();
}
