import { useState } from "react";
import type { JvmDetail, LoopEpisode } from "../../api/types";
import { clockDay, count, fullTime } from "../../format";
import { go, setQuery } from "../../state/place";
import { EpisodeBar } from "./EpisodeBar";
import { episodeKey, episodeRowId, type EpisodeGroup } from "./episodes";
import { profileHref } from "./hrefs";
import { Measured } from "./Measured";
import { partsOf, partsText } from "./parts";

// What is below is shorter than all of these.
const LISTED = 20;

interface EpisodeRowsProps {
  jvm: JvmDetail;
  group: EpisodeGroup;
  /** Milliseconds that take the whole width. */
  longest: number;
  episode: LoopEpisode | undefined;
  withLoop: boolean;
  now: number;
}

/** The episodes of one blamed frame: when, how long, and what of. */
export function EpisodeRows(props: EpisodeRowsProps) {
  const { group, longest, episode, withLoop, now } = props;
  const [all, setAll] = useState(false);
  const chosen = episode && episodeKey(episode);
  const cut = !all && !group.episodes.slice(LISTED).some((each) => episodeKey(each) === chosen);
  const seen = cut ? group.episodes.slice(0, LISTED) : group.episodes;
  return (
    <>
      <ul>
        {seen.map((each) => {
          const parts = partsOf(each);
          const selected = episodeKey(each) === chosen;
          return (
            <li key={episodeKey(each)}>
              <button
                type="button"
                id={episodeRowId(each)}
                className={withLoop ? "episode with-loop" : "episode"}
                aria-current={selected ? "true" : undefined}
                onClick={() => setQuery({ episode: episodeKey(each) }, { replace: true })}
                onKeyDown={(event) => {
                  // The first Enter chooses it, as a click does.
                  if (event.key !== "Enter" || !selected) return;
                  event.preventDefault();
                  go(profileHref(props.jvm.id, each));
                }}
              >
                <time title={fullTime(each.startedAt)}>{clockDay(each.startedAt, now, true)}</time>
                <b className="num">
                  <Measured millis={each.durationMillis} />
                </b>
                <span className="episode-length" title={partsText(parts)}>
                  <span style={{ width: `${(each.durationMillis / longest) * 100}%` }}>
                    <EpisodeBar parts={parts} />
                  </span>
                </span>
                {withLoop && <span className="mono episode-loop">{each.name}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {seen.length < group.episodes.length && (
        <button type="button" className="link episode-more" onClick={() => setAll(true)}>
          Show {count(group.episodes.length - seen.length)} more
        </button>
      )}
    </>
  );
}
