import { useState } from "react";
import type { LoopEpisode } from "../../api/types";
import { StackLines } from "./StackLines";
import { plainStack } from "./stack";

/** Who held the lock that the loop waited for, and where. */
export function HeldBy({ holder }: { holder: NonNullable<LoopEpisode["heldBy"]> }) {
  const [expanded, setExpanded] = useState(false);
  return (
    <section>
      <div className="stack-head">
        <h3>
          Held by thread <span className="mono">{holder.thread}</span>
        </h3>
      </div>
      <p className="secondary wrap">
        It held <code>{holder.lock}</code>
        {holder.stack.length === 0 && "; its stack was not seen"}.
      </p>
      {holder.stack.length > 0 && (
        <StackLines
          label="Stack of the holder"
          lines={plainStack(holder.stack)}
          expanded={expanded}
          onExpand={() => setExpanded(!expanded)}
        />
      )}
    </section>
  );
}
