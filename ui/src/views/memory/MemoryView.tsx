import { useState } from "react";
import type { ApiError } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { time } from "../../amounts";
import { clockDay, clockSeconds, count, mib, span } from "../../format";
import type { KeyBinding } from "../../state/keys";
import { useNow, useSlow } from "../../state/now";
import { go, setQuery } from "../../state/place";
import { rangeQuery, readRange } from "../../state/range";
import type { HoldersEvidence, StackEvidence } from "../findings/evidence";
import { Holders } from "../findings/Holders";
import { TakenIn } from "../findings/TakenIn";
import { JvmBar } from "../jvm/JvmBar";
import { JvmNotices } from "../jvm/JvmNotices";
import { rangeEnd } from "../jvm/JvmView";
import { jvmCrumbs } from "../jvm/crumbs";
import { tabKeys } from "../jvm/tabs";
import { shiftedBy, timeKeys } from "../jvm/timeKeys";
import { MemorySentence } from "../overview/MemorySentence";
import { single } from "../overview/totals";
import { CommandProblem } from "../shell/CommandProblem";
import { Failure, StaleNotice } from "../shell/Failure";
import { Message } from "../shell/Message";
import { Screen } from "../shell/Screen";
import { Segmented } from "../shell/Segmented";
import { TimePicker } from "../shell/TimePicker";
import { moveFocus } from "../shell/moveFocus";
import { GrowthPane } from "./GrowthPane";
import { besideRss, regionLimits, wholeLimit } from "./limits";
import { MallocPane } from "./MallocPane";
import { MemoryOverTime } from "./MemoryOverTime";
import { findingOf, regionOf } from "./memoryRules";
import { MemorySentenceFound } from "./MemorySentenceFound";
import { NextSteps, stepHref } from "./NextSteps";
import { ReadNow } from "./ReadNow";
import { regionRowId, RegionTable } from "./RegionTable";
import { swappedOut } from "./swappedOut";
import { trackedWords } from "./tracked";
import { useLedgerCommand } from "./useLedgerCommand";
import { useMemory } from "./useMemory";

interface MemoryViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
  stale?: ApiError;
  staleSince?: number;
}

type Layout = "ledger" | "time";

/** Where the process's memory is, what of it grows, and what it may not exceed. */
export function MemoryView({ jvm, query, stale, staleSince }: MemoryViewProps) {
  const range = readRange(query);
  const now = useNow();
  const memory = useMemory(jvm, range);
  const { series, shown, moving, answered, stack, rows, since, findings } = memory;
  const command = useLedgerCommand(jvm);
  const slow = useSlow(series.data === undefined && series.error === undefined);
  const [asked, setAsked] = useState(query.get("region") ?? undefined);
  const layout: Layout = query.get("view") === "time" ? "time" : "ledger";
  const found = findings.map(regionOf).find((id) => id !== undefined);
  const chosen = rows.find((row) => row.id === asked) ?? rows.find((row) => row.id === found);
  const told = chosen && findingOf(findings, chosen.id);
  const taken = told?.evidence.find((each): each is StackEvidence => each.kind === "stack");
  const holders = told?.evidence.find((each): each is HoldersEvidence => each.kind === "holders");
  const answer = series.data?.series ?? [];
  const swap = stack && swappedOut(answer, stack.times[since]!);
  const empty = answered && stack === undefined;

  function choose(id: string) {
    setAsked(id);
    setQuery({ region: id }, { replace: true });
  }
  function reset() {
    setQuery(rangeQuery({ span: range.span }));
  }
  function zoom(from: number, to: number) {
    setQuery(rangeQuery({ span: range.span, fixed: { from, to } }));
  }
  function show(next: Layout) {
    setQuery({ view: next === "time" ? "time" : undefined }, { replace: true });
  }

  const keys: KeyBinding[] = [
    ...(layout === "ledger" && rows.length > 0
      ? [
          {
            keys: ["J", "K"],
            label: "region",
            run: (key: string) =>
              moveFocus(
                rows.map((row) => regionRowId(row.id)),
                key === "J" ? 1 : -1,
              ),
          },
          { keys: ["Enter"], label: "choose it" },
        ]
      : []),
    {
      keys: ["G"],
      label: layout === "time" ? "ledger" : "over time",
      run: () => show(layout === "time" ? "ledger" : "time"),
    },
    {
      keys: ["N"],
      label: "native memory by stack",
      helpOnly: true,
      run: () => go(stepHref(jvm.id, "nativemem", query)),
    },
    ...timeKeys((share) => {
      const next = shiftedBy(shown, share, rangeEnd(jvm));
      zoom(next.from, next.to);
    }, reset),
    tabKeys(jvm.id, query),
  ];
  const cost = single(answer, "diag.memory.ledger.cost")?.last.at(-1);
  const mappings = single(answer, "diag.memory.mappings")?.last.at(-1);
  return (
    <Screen
      title={`Memory \u00b7 ${jvm.service} ${jvm.host}`}
      crumbs={jvmCrumbs(jvm)}
      time={<TimePicker range={range} shown={shown} live={jvm.state === "live"} now={now} />}
      bar={<JvmBar jvm={jvm} tab="memory" query={query} now={now} />}
      keys={keys}
      jump={{ jvm: { id: jvm.id, name: jvm.host } }}
      source={
        <>
          {cost !== undefined && mappings !== undefined && (
            <span>
              {count(mappings)} mappings, read in {time(cost * 1e9)} of CPU
            </span>
          )}
          <span>read every {span(jvm.intervalMillis)}</span>
          <span>agent {jvm.agentVersion}</span>
        </>
      }
    >
      <div className={jvm.state === "live" ? "memory" : "memory gone"}>
        <JvmNotices
          jvm={jvm}
          now={now}
          stale={stale}
          staleSince={staleSince}
          only={["memory-ledger", "netty-memory", "rss", "memory-pools", "buffer-pools", "cgroup"]}
        />
        {slow && <p className="waiting">Asking the collector for the memory of this JVM</p>}
        {series.error &&
          (series.data ? (
            !stale && <StaleNotice error={series.error} since={series.loadedAt} />
          ) : (
            <Failure error={series.error} onRetry={series.retry} />
          ))}
        {empty && (
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
              The first ones arrive about {span(2 * jvm.intervalMillis)} after the agent has
              started.
            </p>
          </Message>
        )}
        {stack && (
          <>
            <div className="memory-head">
              {findings.length > 0 ? (
                <MemorySentenceFound findings={findings} now={now} />
              ) : (
                <MemorySentence stack={stack} live={moving} now={now} />
              )}
              <Segmented
                label="Layout"
                choices={LAYOUTS}
                chosen={layout}
                onChoose={(next) => show(next)}
              />
              {moving && mappings !== undefined && (
                <ReadNow command={command} costNanos={cost && cost * 1e9} />
              )}
            </div>
            <CommandProblem
              refused={command.refused}
              failed={command.failed}
              title="The mappings were not read"
            />
            {layout === "time" ? (
              <MemoryOverTime
                jvm={jvm}
                stack={stack}
                series={answer}
                findings={findings}
                shown={shown}
                moving={moving}
                now={now}
                onZoom={zoom}
                onReset={reset}
              />
            ) : (
              <>
                <div className="memory-panes">
                  <RegionTable
                    stack={stack}
                    rows={rows}
                    since={since}
                    limit={wholeLimit(answer, stack.rssAt.at(-1))}
                    swap={swap}
                    beside={stack && besideRss(answer, stack, since)}
                    findings={findings}
                    chosen={chosen?.id}
                    onChoose={choose}
                  />
                  <GrowthPane
                    stack={stack}
                    rows={rows}
                    since={since}
                    findings={findings}
                    now={now}
                  />
                </div>
                {swap && (
                  <p className="caption memory-bounds">
                    Swapped out: pages of the process that the kernel moved from RAM to swap. RSS
                    lacks them, and whoever touches one waits until it is read back.
                  </p>
                )}
                <p className="caption memory-bounds">{bounds(regionLimits(answer))}</p>
                {chosen && (
                  <NextSteps
                    jvm={jvm}
                    region={chosen.id}
                    name={chosen.name}
                    note={chosen.id === "native" ? trackedWords(answer) : undefined}
                    query={query}
                  />
                )}
                {moving && chosen?.id === "native" && (
                  <MallocPane jvm={jvm} command={command} now={now} />
                )}
                {taken && (
                  <div className="memory-stack">
                    <TakenIn jvm={jvm.id} evidence={taken} />
                  </div>
                )}
                {holders && (
                  <div className="memory-stack">
                    <Holders evidence={holders} />
                  </div>
                )}
              </>
            )}
          </>
        )}
      </div>
    </Screen>
  );
}

/** How far the JVM lets single regions grow. */
function bounds({ heap, direct }: ReturnType<typeof regionLimits>): string {
  const parts = [
    heap !== undefined && `the heap ${mib(heap)}`,
    direct !== undefined && `direct buffers ${mib(direct)}`,
  ].filter(Boolean);
  return parts.length === 0 ? "" : `At most, by the JVM\u2019s own options: ${parts.join(", ")}.`;
}

const LAYOUTS = [
  ["ledger", "Ledger"],
  ["time", "Over time"],
] as const;
