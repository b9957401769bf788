import { useMemo, useState } from "react";
import { bytes } from "../../amounts";
import type { ApiError } from "../../api/client";
import type { Finding, JvmDetail } from "../../api/types";
import type { Mark } from "../../charts/TimeTracks";
import { clock, clockDay, clockSeconds, percentFine, span } from "../../format";
import type { KeyBinding } from "../../state/keys";
import { mute, useMuted } from "../../state/muted";
import { useNow, useSlow } from "../../state/now";
import { hrefWith, setQuery } from "../../state/place";
import { rangeQuery, readRange } from "../../state/range";
import { useCopy } from "../shell/copy";
import { moveFocus } from "../shell/moveFocus";
import { Failure, StaleNotice } from "../shell/Failure";
import { Message } from "../shell/Message";
import { Screen } from "../shell/Screen";
import { TimePicker } from "../shell/TimePicker";
import { findingId } from "../findings/FindingRow";
import { Findings } from "../findings/Findings";
import { ruleWord } from "../findings/rules";
import { openFindings } from "../findings/severity";
import { useJvmFindings } from "../findings/useFindings";
import { JvmBar } from "../jvm/JvmBar";
import { JvmNotices } from "../jvm/JvmNotices";
import { jvmCrumbs } from "../jvm/crumbs";
import { rangeEnd } from "../jvm/JvmView";
import { shiftedBy, timeKeys } from "../jvm/timeKeys";
import { tabKeys } from "../jvm/tabs";
import { useShownSeries } from "../jvm/useShownSeries";
import { jvmReadings, OVERVIEW_SERIES } from "./jvmReadings";
import { JvmTracks } from "./JvmTracks";
import { MemorySentence } from "./MemorySentence";
import { memoryForecast } from "./memoryForecast";
import { memoryStack } from "./memoryStack";
import { ReadingTable } from "./ReadingTable";
import { readingsIn } from "./readingTable";

interface OverviewViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
  stale?: ApiError;
  staleSince?: number;
}

/** What is wrong with one JVM, and everything that was measured of it on one time axis. */
export function OverviewView({ jvm, query, stale, staleSince }: OverviewViewProps) {
  const range = readRange(query);
  const now = useNow();
  const { series, answered, shown, moving } = useShownSeries(jvm, range, OVERVIEW_SERIES);
  const findings = useJvmFindings(jvm.id);
  const slow = useSlow(series.data === undefined && series.error === undefined);
  const [hover, setHover] = useState<number>();
  const [copied, copy] = useCopy();

  const stack = useMemo(
    () => memoryStack(series.data?.series ?? [], jvm.gc),
    [series.data, jvm.gc],
  );
  const readings = useMemo(() => jvmReadings(series.data), [series.data]);
  const empty = answered && series.data?.series.every((each) => each.points.length === 0);

  function zoom(from: number, to: number) {
    setQuery(rangeQuery({ span: range.span, fixed: { from, to } }));
  }
  function reset() {
    setQuery(rangeQuery({ span: range.span }));
  }
  function copyLink() {
    const fixed = rangeQuery({ span: range.span, fixed: shown });
    const here = new URLSearchParams(location.search);
    copy(location.origin + hrefWith(location.pathname, here, fixed));
  }
  function muteOne() {
    const focused = document.activeElement?.closest<HTMLElement>("[data-finding]");
    const id = focused?.dataset.finding ?? query.get("finding");
    if (!id || !every.some((each) => each.id === id)) return;
    // The row goes away, and with it the focus: on to the next one, or the one before.
    const at = openOnes.findIndex((each) => each.id === id);
    const next = openOnes[at + 1] ?? openOnes[at - 1];
    mute(id, !muted.has(id));
    if (query.get("finding") === id) setQuery({ finding: undefined }, { replace: true });
    if (next) document.getElementById(findingId(next))?.focus();
  }

  const muted = useMuted();
  const every = useMemo(() => openFindings(findings.data ?? []), [findings.data]);
  const openOnes = useMemo(() => every.filter((each) => !muted.has(each.id)), [every, muted]);
  const forecast = useMemo(
    () => memoryForecast(openOnes, stack, shown, moving, jvm.intervalMillis),
    // The interval is made anew each time.
    [openOnes, stack, shown.from, shown.to, moving, jvm.intervalMillis],
  );
  const marks = marksOf(openOnes);
  const asTable = query.get("view") === "table";
  const times = stack?.times ?? readings.cpu?.times ?? readings.threads?.times ?? [];
  function toggleTable() {
    setQuery({ view: asTable ? undefined : "table" }, { replace: true });
  }
  const keys: KeyBinding[] = [
    ...(every.length > 0
      ? [
          {
            keys: ["J", "K"],
            label: "finding",
            run: (key: string) => moveFocus(openOnes.map(findingId), key === "J" ? 1 : -1),
          },
          { keys: ["Enter"], label: "show evidence" },
          { keys: ["M"], label: "mute", run: muteOne },
        ]
      : []),
    { keys: ["drag"], label: "zoom time" },
    ...timeKeys((share) => {
      const next = shiftedBy(shown, share, rangeEnd(jvm));
      zoom(next.from, next.to);
    }, reset),
    { keys: ["ArrowLeft", "ArrowRight"], label: "crosshair, in the plot", helpOnly: true },
    { keys: ["Ctrl+wheel"], label: "zoom time at the pointer", helpOnly: true },
    { keys: ["T"], label: asTable ? "tracks" : "table", run: toggleTable },
    tabKeys(jvm.id, query),
    { keys: ["Y"], label: copied ? "link copied" : "copy link", run: copyLink },
  ];

  const agentCost = [
    readings.agentCpu && `${percentFine(readings.agentCpu.last.at(-1)!)} of a core`,
    readings.agentMemory && bytes(readings.agentMemory.last.at(-1)!),
  ]
    .filter(Boolean)
    .join(", ");
  const lastSample = stack?.times.at(-1) ?? readings.cpu?.times.at(-1);
  return (
    <Screen
      title={`${jvm.service} ${jvm.host}`}
      crumbs={jvmCrumbs(jvm)}
      time={<TimePicker range={range} shown={shown} live={jvm.state === "live"} now={now} />}
      bar={<JvmBar jvm={jvm} tab="overview" query={query} now={now} />}
      jump={{ jvm: { id: jvm.id, name: jvm.host } }}
      keys={keys}
      source={
        <>
          <span>read every {span(jvm.intervalMillis)}</span>
          {agentCost !== "" && <span>diag takes {agentCost}</span>}
          {lastSample !== undefined && moving && (
            <span>sample {span(Math.max(0, now - lastSample))} ago</span>
          )}
          <span>agent {jvm.agentVersion}</span>
        </>
      }
    >
      <JvmNotices jvm={jvm} now={now} stale={stale} staleSince={staleSince} />
      <Findings
        jvm={jvm}
        findings={findings.data}
        error={stale ? undefined : findings.error}
        loadedAt={findings.loadedAt}
        opened={query.get("finding") ?? undefined}
        range={range}
        shown={shown}
        readings={answered ? readingsIn(times, jvm.intervalMillis) : undefined}
        now={now}
      />
      {series.error &&
        (series.data ? (
          !stale && <StaleNotice error={series.error} since={series.loadedAt} />
        ) : (
          <Failure error={series.error} onRetry={series.retry} />
        ))}
      {stack && !empty && <MemorySentence stack={stack} live={moving} now={now} />}
      {empty ? (
        <Message
          title={`No readings between ${clockDay(shown.from, now, true)} and ${clockSeconds(shown.to)}`}
          actions={
            range.fixed && (
              <button type="button" className="button primary" onClick={reset}>
                Show the last {range.span.label}
              </button>
            )
          }
        >
          <p>
            {moving
              ? `The first ones arrive about ${span(2 * jvm.intervalMillis)} after the agent has started.`
              : `This JVM was known from ${clockDay(jvm.firstSeenAt, now, true)} to ${clockDay(jvm.lastSeenAt, now, true)}.`}
          </p>
        </Message>
      ) : (
        (!series.error || series.data) &&
        (asTable ? (
          <ReadingTable
            times={times}
            stack={stack}
            readings={readings}
            now={now}
            onClose={toggleTable}
          />
        ) : (
          <JvmTracks
            jvm={jvm}
            waiting={series.data === undefined}
            marks={marks}
            readings={readings}
            stack={stack}
            forecast={forecast}
            shown={shown}
            moving={moving}
            slow={slow}
            now={now}
            hover={hover}
            onHover={setHover}
            onZoom={zoom}
            onReset={reset}
          />
        ))
      )}
    </Screen>
  );
}

/** Findings that began together share a mark. */
function marksOf(findings: readonly Finding[]): Mark[] {
  const byMinute = new Map<string, Mark>();
  for (const { since, rule } of [...findings].sort((a, b) => a.since - b.since)) {
    const minute = clock(since);
    const mark = byMinute.get(minute);
    if (mark) mark.text += `, ${ruleWord(rule)}`;
    else byMinute.set(minute, { time: since, text: `${minute} ${ruleWord(rule)}` });
  }
  return [...byMinute.values()];
}
