import { useState } from "react";
import type { LoopPattern } from "../../api/types";
import { shortName } from "../../flame/names";
import { clockDay, count, fullTime } from "../../format";
import { StackLines } from "./StackLines";
import { heaviestPath } from "./stack";
import { patternText } from "./waits";

const LISTED = 8;

interface PatternListProps {
  patterns: readonly LoopPattern[];
  now: number;
}

/** Loops that waited again and again, each time for too short to be an episode. */
export function PatternList({ patterns, now }: PatternListProps) {
  const [all, setAll] = useState(false);
  if (patterns.length === 0) return null;
  const longest = [...patterns].sort((a, b) => b.totalMillis - a.totalMillis);
  const seen = all ? longest : longest.slice(0, LISTED);
  return (
    <section className="waits" aria-labelledby="short-waits">
      <h3 id="short-waits">Short waits within ticks</h3>
      <ul>
        {seen.map((pattern) => (
          <Pattern key={`${pattern.loop}-${pattern.startedAt}`} pattern={pattern} now={now} />
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

function Pattern({ pattern, now }: { pattern: LoopPattern; now: number }) {
  const [expanded, setExpanded] = useState(false);
  const { name, startedAt, blamed, samples, stack } = pattern;
  const sentence = (
    <>
      <time title={fullTime(startedAt)}>{clockDay(startedAt, now, true)}</time>{" "}
      <span className="mono">{name}</span> {patternText(pattern)}
      {blamed !== undefined && (
        <>
          , by{" "}
          <span className="mono wrap" title={blamed}>
            {shortName(blamed)}
          </span>
        </>
      )}
    </>
  );
  if (stack.length === 0) return <li>{sentence}</li>;
  return (
    <li>
      <details>
        <summary>{sentence}</summary>
        <StackLines
          label={`Stack of ${name}`}
          lines={heaviestPath(stack, samples, blamed)}
          expanded={expanded}
          onExpand={() => setExpanded(!expanded)}
        />
      </details>
    </li>
  );
}
