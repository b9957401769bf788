import { comparisonText } from "./comparison";
import type { Comparison } from "./profileQuery";

interface ComparedNoticeProps {
  comparison: Comparison;
  now: number;
  onEnd: () => void;
}

/** Says what the colours and the changes are against. */
export function ComparedNotice({ comparison, now, onEnd }: ComparedNoticeProps) {
  return (
    <p className="strip compared">
      <span className="swatch other-window" />
      <span>
        Compared with <b>{comparisonText(comparison, now)}</b>. A frame is as wide as its share of
        both on average; orange took more than then, blue less.
      </span>
      <button type="button" className="link" onClick={onEnd}>
        Compare with nothing
      </button>
    </p>
  );
}
