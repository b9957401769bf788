import type { SeriesAnswer } from "../../api/client";
import type { Stall } from "../../api/types";
import type { Interval } from "../../state/range";
import { stallsOf, type LoopRow } from "./loopRows";
import { blockedSentence, stallSentence } from "./sentence";

interface LoopSentenceProps {
  rows: readonly LoopRow[];
  shown: Interval;
  answer: SeriesAnswer | undefined;
  stalls: readonly Stall[];
}

/** Which loops were blocked, and what was no loop's fault. */
export function LoopSentence({ rows, shown, answer, stalls }: LoopSentenceProps) {
  const blocked = blockedSentence(rows, shown);
  const stood = stallSentence(stallsOf(answer), stalls);
  if (!blocked && !stood) return null;
  return (
    <div className="sentence">
      {blocked && (
        <p>
          <b>{blocked.bold}</b>
          {blocked.rest}
        </p>
      )}
      {stood && <p className="evidence">{stood}</p>}
    </div>
  );
}
