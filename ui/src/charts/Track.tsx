import type { ReactNode } from "react";
import { yOf, type ValueScale } from "./area";
import { Drawing } from "./canvas";

interface TrackProps {
  name: string;
  /** Unit and source, under the name. */
  caption: ReactNode;
  height: number;
  width: number;
  scale: ValueScale;
  ticks: readonly number[];
  tickText: (value: number) => string;
  /** What the picture shows, in words. */
  label: string;
  draw: (context: CanvasRenderingContext2D) => void;
  /** Text that stands in the plot, such as the name of a limit line. */
  marks?: ReactNode;
  readout: ReactNode;
}

/** One plot of a stack of tracks: label and scale, picture, readout. */
export function Track(props: TrackProps) {
  return (
    <section className="track" aria-label={props.name}>
      <div className="track-label">
        <h2>{props.name}</h2>
        <p className="caption">{props.caption}</p>
        <div className="scale" aria-hidden style={{ height: props.height }}>
          {props.ticks.map((value) => (
            <span key={value} style={{ top: yOf(props.scale, value) }}>
              {props.tickText(value)}
            </span>
          ))}
        </div>
      </div>
      <div className="track-plot" style={{ height: props.height }}>
        <Drawing label={props.label} width={props.width} height={props.height} draw={props.draw} />
        {props.marks}
      </div>
      <div className="readout">{props.readout}</div>
    </section>
  );
}
