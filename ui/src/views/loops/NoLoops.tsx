import type { JvmDetail } from "../../api/types";
import type { Interval, TimeRange } from "../../state/range";
import { Message } from "../shell/Message";
import { absence } from "./absence";

interface NoLoopsProps {
  jvm: JvmDetail;
  shown: Interval;
  range: TimeRange;
  now: number;
  onReset: () => void;
}

/** Why there is nothing to show, and what is not known for it. */
export function NoLoops({ jvm, shown, range, now, onReset }: NoLoopsProps) {
  const { title, why, leavesOut } = absence(jvm, shown, now);
  return (
    <Message
      title={title}
      actions={
        range.fixed && (
          <button type="button" className="button primary" onClick={onReset}>
            Show the last {range.span.label}
          </button>
        )
      }
    >
      <p>
        {why} {leavesOut}
      </p>
    </Message>
  );
}
