import type { JvmDetail, LoopEpisode } from "../../api/types";
import { fullTime, plural } from "../../format";
import { CopyButton } from "../shell/CopyButton";
import { Key } from "../shell/Key";
import { Link } from "../shell/Link";
import { adviceOf } from "./advice";
import { episodeTitle } from "./episodes";
import { EpisodeBar, EpisodeLegend } from "./EpisodeBar";
import { HeldBy } from "./HeldBy";
import { profileHref } from "./hrefs";
import { partsOf } from "./parts";
import { StackLines } from "./StackLines";
import type { StackLine } from "./stack";

interface EpisodeDetailProps {
  jvm: JvmDetail;
  episode: LoopEpisode;
  path: readonly StackLine[];
  expanded: boolean;
  copied: boolean;
  now: number;
  onExpand: () => void;
  onCopy: () => void;
}

/** One episode: what its time was spent on, what to do about that, and the stack. */
export function EpisodeDetail(props: EpisodeDetailProps) {
  const { jvm, episode, path, now } = props;
  const parts = partsOf(episode);
  return (
    <>
      <header>
        <h2 title={fullTime(episode.startedAt)}>{episodeTitle(episode, now)}</h2>
        <div className="episode-actions">
          <Link className="button primary small" href={profileHref(jvm.id, episode)}>
            Open in Profile <Key name="Enter" />
          </Link>
          {path.length > 0 && (
            <CopyButton
              text="Copy stack"
              done="Copied"
              keyName="Y"
              small
              copied={props.copied}
              onCopy={props.onCopy}
            />
          )}
        </div>
      </header>
      <p className="episode-advice">
        {adviceOf(episode).map((each, i) =>
          typeof each === "string" ? each : <code key={i}>{each.code}</code>,
        )}
      </p>
      {parts.length > 0 && (
        <>
          <EpisodeBar parts={parts} named />
          <EpisodeLegend parts={parts} />
        </>
      )}
      {path.length > 0 ? (
        <section>
          <div className="stack-head">
            <h3>
              Stack, {path[0]!.samples} of {plural(episode.samples, "sample")} alike
            </h3>
            <span className="caption">share of samples</span>
          </div>
          <StackLines
            label="Stack"
            lines={path}
            expanded={props.expanded}
            onExpand={props.onExpand}
            withKey
          />
        </section>
      ) : (
        <p className="secondary">No sample of its stack was taken.</p>
      )}
      {episode.heldBy && <HeldBy holder={episode.heldBy} />}
    </>
  );
}
