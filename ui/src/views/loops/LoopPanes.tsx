import type { JvmDetail, LoopEpisode, LoopEpisodeList } from "../../api/types";
import { Message } from "../shell/Message";
import { EpisodeDetail } from "./EpisodeDetail";
import { EpisodeList } from "./EpisodeList";
import type { EpisodeGroup } from "./episodes";
import type { LoopRow } from "./loopRows";
import type { LoopSelection } from "./loopSelection";
import { PatternList } from "./PatternList";
import type { StackLine } from "./stack";
import { StallList } from "./StallList";

interface LoopPanesProps {
  jvm: JvmDetail;
  rows: readonly LoopRow[];
  list: LoopEpisodeList;
  groups: readonly EpisodeGroup[];
  chosen: LoopSelection;
  episode: LoopEpisode | undefined;
  path: readonly StackLine[];
  expanded: boolean;
  copied: boolean;
  now: number;
  onExpand: () => void;
  onCopy: () => void;
}

/** The episodes of the chosen loop or of all, and beside them the chosen one. */
export function LoopPanes(props: LoopPanesProps) {
  const { jvm, rows, list, groups, chosen, episode, now } = props;
  const { loop } = chosen;
  const patterns = list.patterns.filter((each) => loop === undefined || each.loop === loop);
  const seen = rows.filter((row) => loop === undefined || row.id === loop);
  const counted = seen.reduce((sum, row) => sum + (row.blocked?.count ?? 0), 0);
  return (
    <div className="loop-panes">
      <section className="episodes" aria-label="Episodes">
        <h2 className="spoken">Episodes</h2>
        <EpisodeList
          jvm={jvm}
          groups={groups}
          counted={counted}
          complete={list.complete}
          episode={episode}
          withLoop={loop === undefined && rows.length > 1}
          now={now}
        />
        <PatternList patterns={patterns} now={now} />
        <StallList stalls={list.stalls} now={now} />
      </section>
      <section className="episode-detail" aria-label="Selected episode">
        {episode ? (
          <EpisodeDetail
            jvm={jvm}
            episode={episode}
            path={props.path}
            expanded={props.expanded}
            copied={props.copied}
            now={now}
            onExpand={props.onExpand}
            onCopy={props.onCopy}
          />
        ) : (
          groups.length > 0 && (
            <Message title="The episode of this address is not in the time shown">
              <p>Choose one of the list, or the time in which it was.</p>
            </Message>
          )
        )}
      </section>
    </div>
  );
}
