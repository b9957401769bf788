import { useMemo, useState } from "react";
import { getSeries, type ApiError } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { clockDay, clockSeconds, span } from "../../format";
import type { KeyBinding } from "../../state/keys";
import { useNow, useSlow } from "../../state/now";
import { setQuery } from "../../state/place";
import { usePolled } from "../../state/polled";
import { rangeQuery, readRange } from "../../state/range";
import { useCopy } from "../shell/copy";
import { Failure, StaleNotice } from "../shell/Failure";
import { Message } from "../shell/Message";
import { Screen } from "../shell/Screen";
import { TimePicker } from "../shell/TimePicker";
import { jvmHref } from "../jvm/address";
import { JvmBar } from "../jvm/JvmBar";
import { JvmNotices } from "../jvm/JvmNotices";
import { jvmCrumbs } from "../jvm/crumbs";
import { rangeEnd, shownInterval } from "../jvm/JvmView";
import { shiftedBy, timeKeys } from "../jvm/timeKeys";
import { JvmTracks } from "./JvmTracks";
import { MemorySentence } from "./MemorySentence";
import { memoryStack } from "./memoryStack";
import { total } from "./totals";

const POINTS = 400;
const NAMES = [
  "jvm.memory.used",
  "jvm.memory.used_after_last_gc",
  "jvm.memory.committed",
  "jvm.buffer.memory.used",
  "jvm.thread.count",
  "jvm.cpu.count",
  "diag.process.rss",
  "diag.process.cpu.cores",
  "diag.cgroup.memory.limit",
].join(",");

// Over a day, a point stands for minutes: asking every few seconds would bring nothing new.
const DAY_POLL_MILLIS = 15_000;
const POLL_MILLIS = 5_000;

interface OverviewViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
  stale?: ApiError;
  staleSince?: number;
}

/** Memory, CPU and threads of one JVM on one time axis. */
export function OverviewView({ jvm, query, stale, staleSince }: OverviewViewProps) {
  const range = readRange(query);
  const now = useNow();
  const moving = range.fixed === undefined && jvm.state === "live";
  const key = range.fixed ? `${range.fixed.from}-${range.fixed.to}` : range.span.word;
  const series = usePolled(
    `series ${jvm.id} ${key}`,
    (signal) => {
      const { from, to } = shownInterval(jvm, range);
      const query = { names: NAMES, from: Math.round(from), to: Math.round(to), points: POINTS };
      return getSeries(jvm.id, query, signal);
    },
    moving ? (range.span.word === "24h" ? DAY_POLL_MILLIS : POLL_MILLIS) : undefined,
    { kinds: ["series"], jvm: jvm.id },
  );
  const answered = series.dataKey === `series ${jvm.id} ${key}`;
  const shown =
    answered && series.data
      ? { from: series.data.from, to: series.data.to }
      : shownInterval(jvm, range);
  const slow = useSlow(series.data === undefined && series.error === undefined);
  const [hover, setHover] = useState<number>();
  const [copied, copy] = useCopy();

  const stack = useMemo(
    () => memoryStack(series.data?.series ?? [], jvm.gc),
    [series.data, jvm.gc],
  );
  const cpu = useMemo(
    () => total(series.data?.series ?? [], "diag.process.cpu.cores"),
    [series.data],
  );
  const empty = answered && series.data?.series.every((each) => each.points.length === 0);

  function zoom(from: number, to: number) {
    setQuery(rangeQuery({ span: range.span, fixed: { from, to } }));
  }
  function reset() {
    setQuery(rangeQuery({ span: range.span }));
  }
  function copyLink() {
    const absolute = new URLSearchParams(
      rangeQuery({ span: range.span, fixed: shown }) as Record<string, string>,
    );
    copy(location.origin + jvmHref(jvm.id, "overview", absolute));
  }

  const keys: KeyBinding[] = [
    { keys: ["drag"], label: "zoom time" },
    ...timeKeys((share) => {
      const next = shiftedBy(shown, share, rangeEnd(jvm));
      zoom(next.from, next.to);
    }, reset),
    { keys: ["ArrowLeft", "ArrowRight"], label: "crosshair, in the plot", helpOnly: true },
    { keys: ["Ctrl+wheel"], label: "zoom time at the pointer", helpOnly: true },
    { keys: ["Y"], label: copied ? "link copied" : "copy link", run: copyLink },
  ];

  const lastSample = stack?.times.at(-1) ?? cpu?.times.at(-1);
  return (
    <Screen
      title={`${jvm.service} ${jvm.host}`}
      crumbs={jvmCrumbs(jvm)}
      time={<TimePicker range={range} shown={shown} live={jvm.state === "live"} now={now} />}
      bar={<JvmBar jvm={jvm} tab="overview" query={query} now={now} />}
      keys={keys}
      source={
        <>
          <span>read every {span(jvm.intervalMillis)}</span>
          {lastSample !== undefined && moving && (
            <span>sample {span(Math.max(0, now - lastSample))} ago</span>
          )}
          <span>agent {jvm.agentVersion}</span>
        </>
      }
    >
      <JvmNotices jvm={jvm} now={now} stale={stale} staleSince={staleSince} />
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
        (!series.error || series.data) && (
          <JvmTracks
            jvm={jvm}
            series={series.data?.series}
            stack={stack}
            shown={shown}
            moving={moving}
            slow={slow}
            now={now}
            hover={hover}
            onHover={setHover}
            onZoom={zoom}
            onReset={reset}
          />
        )
      )}
    </Screen>
  );
}
