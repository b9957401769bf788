import { useCallback } from "react";
import { drawArea } from "../../charts/area";
import { Drawing } from "../../charts/canvas";
import { token } from "../../charts/colours";
import { gapMillis, type Samples } from "../../charts/samples";
import { xOf, type TimeScale } from "../../charts/timeScale";
import { useTheme } from "../../state/theme";
import type { LaneMark } from "./laneMarks";

const HEIGHT = 28;
const MARK_PX = 3;
const FRAME_PX = 11;
// The shortest episode is still seen beside the longest.
const LEAST_MARK = 0.3;

interface LoopLaneProps {
  samples: Samples | undefined;
  marks: readonly LaneMark[];
  /** When the chosen episode began. */
  framed: number | undefined;
  time: TimeScale;
  intervalMillis: number;
  label: string;
}

/** How busy a loop was from 0 to 100% over time, with a mark an episode. */
export function LoopLane(props: LoopLaneProps) {
  const { samples, marks, framed, intervalMillis, label } = props;
  const { from, to, width } = props.time;
  const theme = useTheme();
  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const time = { from, to, width };
      pen.fillStyle = token("bg1");
      pen.fillRect(0, 0, width, HEIGHT);
      if (samples) {
        const gap = gapMillis(samples.times, intervalMillis);
        drawArea(pen, time, { max: 1, height: HEIGHT }, samples, gap, token("plot"));
      }
      const longest = marks.reduce((most, each) => Math.max(most, each.millis), 0);
      pen.fillStyle = token("warnf");
      for (const mark of marks) {
        const height = HEIGHT * (LEAST_MARK + (1 - LEAST_MARK) * (mark.millis / longest));
        pen.fillRect(xOf(time, mark.time) - MARK_PX / 2, HEIGHT - height, MARK_PX, height);
      }
      if (framed !== undefined) {
        pen.strokeStyle = token("acc");
        pen.lineWidth = 2;
        pen.strokeRect(xOf(time, framed) - FRAME_PX / 2, 1, FRAME_PX, HEIGHT - 2);
      }
    },
    // The theme is read through the tokens.
    [samples, marks, framed, from, to, width, intervalMillis, theme],
  );
  return <Drawing label={label} width={width} height={HEIGHT} draw={draw} />;
}
