import { mibChange, mibNumber } from "../../format";

interface BarProps {
  colour: string;
  left: string;
  width: string;
  line: string | undefined;
}

/** A part of the scale, and the line of the limit. */
export function Bar({ colour, left, width, line }: BarProps) {
  return (
    <span className="waterfall" aria-hidden>
      <span className={`swatch ${colour}`} style={{ left, width }} />
      {line !== undefined && <span className="limit" style={{ left: line }} />}
    </span>
  );
}

interface FiguresProps {
  now: number;
  change?: number;
  perMinute?: number;
  strong: boolean;
}

/** What there is now, how it changed, and by how much a minute; what is not known is empty. */
export function Figures({ now, change, perMinute, strong }: FiguresProps) {
  return (
    <>
      <td className="num now">{mibNumber(now)}</td>
      <td className={strong ? "num strong" : "num"}>{change !== undefined && mibChange(change)}</td>
      <td className={strong ? "num strong" : "num"}>
        {perMinute !== undefined && mibChange(perMinute)}
      </td>
    </>
  );
}
