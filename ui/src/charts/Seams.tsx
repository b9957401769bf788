import { xOf, type TimeScale } from "./timeScale";

/** A place in time from which on was measured otherwise than before, and how. */
export interface Seam {
  time: number;
  text: string;
}

// A narrower label would be all ellipsis.
const LEAST_LABEL_PX = 64;

/** Seams as dotted lines with their text, as far as there is room up to the next one. */
export function Seams({ time, seams }: { time: TimeScale; seams: readonly Seam[] }) {
  const seen = seams.filter((seam) => seam.time >= time.from && seam.time <= time.to);
  if (seen.length === 0) return null;
  return (
    <ul className="seams" aria-label="Changes of what was measured">
      {seen.map((seam, i) => {
        const x = xOf(time, seam.time);
        const room = (i + 1 < seen.length ? xOf(time, seen[i + 1]!.time) : time.width) - x;
        return (
          <li key={seam.time} style={{ left: x, width: Math.max(room, 8) }} title={seam.text}>
            <span className={room < LEAST_LABEL_PX ? "spoken" : undefined}>{seam.text}</span>
          </li>
        );
      })}
    </ul>
  );
}
