import type { JvmDetail, LoopEpisode } from "../../api/types";
import { shortName } from "../../flame/names";
import { count, plural } from "../../format";
import { EpisodeRows } from "./EpisodeRows";
import { inOrder, type EpisodeGroup } from "./episodes";

interface EpisodeListProps {
  jvm: JvmDetail;
  groups: readonly EpisodeGroup[];
  /** How many there were, also of those that were not sent. */
  counted: number;
  /** Whether all that were sent are listed. */
  complete: boolean;
  episode: LoopEpisode | undefined;
  /** Whether they are of several loops. */
  withLoop: boolean;
  now: number;
}

/** Episodes by the frame that is to blame. */
export function EpisodeList(props: EpisodeListProps) {
  const { groups, counted, complete } = props;
  const told = inOrder(groups);
  if (told.length === 0) {
    return (
      <p className="secondary episode-note">
        {counted > 0
          ? `${plural(counted, "episode")}, of which none came with its stack.`
          : "No episode in this time."}
      </p>
    );
  }
  const longest = told.reduce((most, each) => Math.max(most, each.durationMillis), 0);
  const more = notesOf(told.length, counted, complete);
  return (
    <>
      <div className={props.withLoop ? "episode-head with-loop" : "episode-head"}>
        <span>{plural(told.length, "episode")}</span>
        <span className="num">Length</span>
        <span>{props.withLoop ? "Made of" : "Made of, longest first"}</span>
        {props.withLoop && <span>Loop</span>}
      </div>
      {groups.map((group) => (
        <section key={group.blamed ?? ""} className="episode-group">
          <h3>
            {group.blamed === undefined ? (
              "No sample of the stack"
            ) : (
              <span className="mono wrap" title={group.blamed}>
                {shortName(group.blamed)}
              </span>
            )}{" "}
            <span className="soft">
              {group.blamed === undefined ? "in" : "blamed in"} {count(group.episodes.length)} of{" "}
              {count(told.length)}
            </span>
          </h3>
          <EpisodeRows {...props} group={group} longest={longest} />
        </section>
      ))}
      {more && <p className="caption episode-note">{more}</p>}
    </>
  );
}

/** Why the list is shorter than the count. */
function notesOf(told: number, counted: number, complete: boolean): string | undefined {
  if (!complete)
    return `Only the latest are listed, ${count(told)} here; a shorter time has them all.`;
  if (counted > told) {
    return `${count(counted)} were counted. Of many in a row the agent sends the longest with their stacks.`;
  }
  return undefined;
}
