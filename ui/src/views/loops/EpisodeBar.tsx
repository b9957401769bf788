import { percent } from "../../format";
import { type Part } from "./parts";
import { millisText } from "./sentence";

/** The parts of an episode side by side. What they are stands beside it in words. */
export function EpisodeBar({ parts, named }: { parts: readonly Part[]; named?: boolean }) {
  return (
    <span className={named ? "episode-bar named" : "episode-bar"} aria-hidden>
      {parts.map(({ kind, label, millis, share }) => (
        <span key={kind} className={`part ${kind}`} style={{ width: `${share * 100}%` }}>
          {named && share > 0.25 && kind !== "runQueue" && kind !== "rest" && (
            <span>
              {label}, {millisText(millis)}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

/** What the colours of a bar mean, each with its amount and its share. */
export function EpisodeLegend({ parts }: { parts: readonly Part[] }) {
  return (
    <ul className="episode-legend" aria-label="What the time was spent on">
      {parts.map(({ kind, label, millis, share }) => (
        <li key={kind}>
          <span className={`swatch part ${kind}`} />
          {label} <b>{millisText(millis)}</b> {percent(share)}
        </li>
      ))}
    </ul>
  );
}
