import { useEffect, useMemo, useState } from "react";
import type { ApiError } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { plural, span } from "../../format";
import { useNow, useSlow } from "../../state/now";
import { go, setQuery } from "../../state/place";
import { rangeQuery, readRange } from "../../state/range";
import { jvmCrumbs } from "../jvm/crumbs";
import { JvmBar } from "../jvm/JvmBar";
import { JvmNotices } from "../jvm/JvmNotices";
import { rangeEnd } from "../jvm/JvmView";
import { tabKeys } from "../jvm/tabs";
import { shiftedBy, timeKeys } from "../jvm/timeKeys";
import { useCopy } from "../shell/copy";
import { Failure, StaleNotice } from "../shell/Failure";
import { Screen } from "../shell/Screen";
import { TimePicker } from "../shell/TimePicker";
import {
  chosenEpisode,
  episodeKey,
  episodeRowId,
  episodeTitle,
  groupsOf,
  inOrder,
} from "./episodes";
import { profileHref } from "./hrefs";
import { LoopPanes } from "./LoopPanes";
import { loopKeys } from "./loopKeys";
import { loopRows } from "./loopRows";
import { loopChange, readSelection, stepped } from "./loopSelection";
import { LoopSentence } from "./LoopSentence";
import { LoopTable, loopRowId } from "./LoopTable";
import { NoLoops } from "./NoLoops";
import { heaviestPath, stackText } from "./stack";
import { useLoops } from "./useLoops";
import { workerRows } from "./workerRows";
import { WorkerTable } from "./WorkerTable";

interface LoopsViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
  stale?: ApiError;
  staleSince?: number;
}

/** How busy each event loop is, and what blocked it. */
export function LoopsView({ jvm, query, stale, staleSince }: LoopsViewProps) {
  const range = readRange(query);
  const now = useNow();
  const { series, loops, episodes, shown, moving, answered, ...asked } = useLoops(jvm, range);
  const slow = useSlow(loops.data === undefined && loops.error === undefined);
  const [expanded, setExpanded] = useState(false);
  const [copied, copy] = useCopy();
  const chosen = readSelection(query);

  const rows = useMemo(
    () => loops.data && loopRows(loops.data, series.data, jvm.intervalMillis),
    [loops.data, series.data, jvm.intervalMillis],
  );
  const workers = useMemo(() => workerRows(series.data), [series.data]);
  const told = episodes.data?.episodes ?? NOTHING;
  const groups = useMemo(
    () =>
      groupsOf(chosen.loop === undefined ? told : told.filter((each) => each.loop === chosen.loop)),
    [told, chosen.loop],
  );
  const episode = chosenEpisode(groups, chosen.episode);
  const path = useMemo(
    () => (episode ? heaviestPath(episode.stack, episode.samples, episode.blamed) : NOTHING),
    [episode],
  );
  const text = episode && path.length > 0 ? stackText(episodeTitle(episode, now), path) : "";
  const hasLoops = rows !== undefined && rows.length > 0;

  // Keys move what is chosen out of sight, in lists that scroll.
  const episodeId = episode && episodeRowId(episode);
  useEffect(() => {
    if (chosen.episode !== undefined && episodeId) reveal(episodeId);
  }, [chosen.episode, episodeId]);
  useEffect(() => {
    if (chosen.loop !== undefined) reveal(loopRowId(chosen.loop));
  }, [chosen.loop]);

  function chooseEpisode(step: 1 | -1) {
    const keys = inOrder(groups).map(episodeKey);
    const next = stepped(keys, episode && episodeKey(episode), step, false);
    if (next !== undefined) setQuery({ episode: next }, { replace: true });
  }
  function chooseLoop(step: 1 | -1) {
    const ids = (rows ?? []).map((row) => row.id);
    setQuery(loopChange(stepped(ids, chosen.loop, step, true)), { replace: true });
  }
  function reset() {
    setQuery(rangeQuery({ span: range.span }));
  }

  const keys = [
    ...loopKeys({
      hasLoops,
      hasEpisode: inOrder(groups).length > 0,
      hasStack: text !== "",
      expanded,
      copied: copied !== undefined,
      onEpisode: chooseEpisode,
      onLoop: chooseLoop,
      onOpen: () => episode && go(profileHref(jvm.id, episode)),
      onExpand: () => setExpanded(!expanded),
      onCopy: () => copy(text),
      onClear: () => setQuery(loopChange(undefined), { replace: true }),
    }),
    ...timeKeys((share) => {
      const fixed = shiftedBy(shown, share, rangeEnd(jvm));
      setQuery(rangeQuery({ span: range.span, fixed }));
    }, reset),
    tabKeys(jvm.id, query),
  ];
  return (
    <Screen
      title={`Event loops \u00b7 ${jvm.service} ${jvm.host}`}
      crumbs={jvmCrumbs(jvm)}
      time={<TimePicker range={range} shown={shown} live={jvm.state === "live"} now={now} />}
      bar={<JvmBar jvm={jvm} tab="loops" query={query} now={now} />}
      keys={keys}
      jump={{ jvm: { id: jvm.id, name: jvm.host } }}
      source={
        <>
          {hasLoops && <span>{plural(rows.length, "loop")}</span>}
          <span>read every {span(jvm.intervalMillis)}</span>
          <span>agent {jvm.agentVersion}</span>
        </>
      }
    >
      <div className={jvm.state === "live" ? "loops" : "loops gone"}>
        <JvmNotices
          jvm={jvm}
          now={now}
          stale={stale}
          staleSince={staleSince}
          only={hasLoops ? ["loops"] : []}
        />
        {slow && <p className="waiting">Asking the collector for the event loops</p>}
        {asked.error &&
          (loops.data ? (
            !stale && <StaleNotice error={asked.error} since={asked.loadedAt} />
          ) : (
            <Failure error={asked.error} onRetry={asked.retry} />
          ))}
        {rows && !hasLoops && answered && (
          <NoLoops jvm={jvm} shown={shown} now={now} range={range} onReset={reset} />
        )}
        {rows && !hasLoops && <WorkerTable rows={workers} />}
        {hasLoops && (
          <>
            <LoopSentence
              rows={rows}
              shown={shown}
              answer={series.data}
              stalls={episodes.data?.stalls ?? NOTHING}
            />
            <LoopTable
              rows={rows}
              episodes={told}
              shown={shown}
              moving={moving}
              intervalMillis={jvm.intervalMillis}
              chosen={chosen.loop}
              episode={episode}
              onChoose={(id) => setQuery(loopChange(id === chosen.loop ? undefined : id))}
            />
            <WorkerTable rows={workers} />
            {episodes.data && (
              <LoopPanes
                jvm={jvm}
                rows={rows}
                list={episodes.data}
                groups={groups}
                chosen={chosen}
                episode={episode}
                path={path}
                expanded={expanded}
                copied={copied !== undefined && copied === text}
                now={now}
                onExpand={() => setExpanded(!expanded)}
                onCopy={() => copy(text)}
              />
            )}
          </>
        )}
      </div>
    </Screen>
  );
}

const NOTHING: never[] = [];

function reveal(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
}
