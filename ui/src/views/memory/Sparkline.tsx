import { useCallback } from "react";
import { drawLine } from "../../charts/area";
import { Drawing } from "../../charts/canvas";
import { token } from "../../charts/colours";
import { useTheme } from "../../state/theme";

const WIDTH = 96;
const HEIGHT = 28;
const EDGE = 3;

interface SparklineProps {
  times: readonly number[];
  values: readonly (number | undefined)[];
  from: number;
  /** A design token. */
  colour: string;
  /** What the height stands for at least, so that noise does not look like growth. */
  span: number;
  label: string;
}

/** How a quantity went, without axes: from its least to its greatest value. */
export function Sparkline({ times, values, from, colour, span, label }: SparklineProps) {
  const theme = useTheme();
  const draw = useCallback(
    (pen: CanvasRenderingContext2D) => {
      const kept = times.map((_, i) => i).filter((i) => i >= from && values[i] !== undefined);
      const low = Math.min(...kept.map((i) => values[i]!));
      const high = Math.max(...kept.map((i) => values[i]!));
      const room = Math.max(span, high - low, 1);
      const rise = (room - (high - low)) / 2;
      const height = HEIGHT - 2 * EDGE;
      pen.translate(0, EDGE);
      drawLine(
        pen,
        { from: times[from]!, to: times.at(-1)!, width: WIDTH },
        { max: room, height },
        kept.map((i) => times[i]!),
        kept.map((i) => values[i]! - low + rise),
        0,
        kept.length,
        token(colour),
        1.5,
      );
      pen.translate(0, -EDGE);
    },
    // The theme is read through the tokens.
    [times, values, from, colour, span, theme],
  );
  return <Drawing label={label} width={WIDTH} height={HEIGHT} draw={draw} />;
}
