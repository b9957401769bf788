import { useCallback } from "react";
import type { OpenFindings } from "../../api/types";
import { Drawing, useSize } from "../../charts/canvas";
import { token } from "../../charts/colours";
import { timeTicks, xOf } from "../../charts/timeScale";
import { clock, day } from "../../format";
import { useTheme } from "../../state/theme";

const HEIGHT = 36;
// The least of a column, so that times without findings are seen to be known.
const FLOOR_PX = 2;
const LABEL_PX = 40;

/** How many findings were open over the last day, the critical ones at the bottom. */
export function FindingsStrip({ findings }: { findings: OpenFindings }) {
  const { from, to, stepMillis, open, critical } = findings;
  const [element, { width }] = useSize<HTMLDivElement>();
  const theme = useTheme();
  const most = Math.max(...open, 1);
  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const column = width / open.length;
      open.forEach((amount, i) => {
        const height = Math.max(FLOOR_PX, (amount / most) * HEIGHT);
        const bad = amount === 0 ? 0 : (critical[i]! / amount) * height;
        pen.fillStyle = token(amount === 0 ? "line2" : "ctl");
        pen.fillRect(i * column, HEIGHT - height, column - 1, height - bad);
        pen.fillStyle = token("crit");
        pen.fillRect(i * column, HEIGHT - bad, column - 1, bad);
      });
    },
    // The theme is read through the tokens.
    [open, critical, most, width, theme],
  );
  const time = { from, to, width };
  const ticks = timeTicks(from, to, 4).times.filter(
    (t) => xOf(time, t) > 2.5 * LABEL_PX && xOf(time, t) < width - LABEL_PX,
  );
  const peak = open.indexOf(Math.max(...open));
  const now = open.at(-1) ?? 0;
  return (
    <figure className="findings-strip">
      <figcaption className="caption">
        <span>Open findings, last 24 h</span>
        <span className="strip-legend">
          <span className="swatch" /> critical
        </span>
      </figcaption>
      <div ref={element}>
        <Drawing
          label={`Open findings over the last day: ${now} now, at most ${open[peak] ?? 0}, first at ${clock(from + peak * stepMillis)}`}
          width={width}
          height={HEIGHT}
          draw={draw}
        />
      </div>
      <p className="caption axis" aria-hidden>
        <span style={{ left: 0 }}>{`${day(from).split(" ")[0]} ${clock(from)}`}</span>
        {ticks.map((t) => (
          <span key={t} className="tick" style={{ left: xOf(time, t) }}>
            {clock(t)}
          </span>
        ))}
        <span style={{ right: 0 }}>now</span>
      </p>
    </figure>
  );
}
