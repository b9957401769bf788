import { useState } from "react";
import type { Stall } from "../../api/types";
import { clockDay, count, fullTime } from "../../format";
import { millisText } from "./sentence";
import { stallText } from "./waits";

const LISTED = 8;

/** When nothing of the process ran. */
export function StallList({ stalls, now }: { stalls: readonly Stall[]; now: number }) {
  const [all, setAll] = useState(false);
  if (stalls.length === 0) return null;
  const longest = [...stalls].sort((a, b) => b.durationMillis - a.durationMillis);
  const seen = all ? longest : longest.slice(0, LISTED);
  return (
    <section className="waits" aria-labelledby="stalls">
      <h3 id="stalls">The whole process stood still</h3>
      <ul>
        {seen.map((stall) => (
          <li key={stall.startedAt}>
            <time title={fullTime(stall.startedAt)}>{clockDay(stall.startedAt, now, true)}</time>{" "}
            <b>{millisText(stall.durationMillis)}</b>
            {stallText(stall)}
          </li>
        ))}
      </ul>
      {seen.length < longest.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show {count(longest.length - seen.length)} more
        </button>
      )}
    </section>
  );
}
