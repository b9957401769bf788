import { useMemo, useRef, useState } from "react";
import { listJvms } from "../../api/client";
import type { Jvm } from "../../api/types";
import { plural } from "../../format";
import type { KeyBinding } from "../../state/keys";
import { useNow, useSlow } from "../../state/now";
import { setQuery } from "../../state/place";
import { usePolled } from "../../state/polled";
import { Failure, StaleNotice } from "../shell/Failure";
import { Screen } from "../shell/Screen";
import { filtered, grouped, readShow, showing, type Show } from "./fleet";
import { FirstRun } from "./FirstRun";
import { FleetTable } from "./FleetTable";

const POLL_MILLIS = 5_000;
const FLEET_NEWS = { kinds: ["jvm", "series"] } as const;

/** Every JVM, grouped by service. */
export function FleetView({ query }: { query: URLSearchParams }) {
  const jvms = usePolled("jvms", listJvms, POLL_MILLIS, FLEET_NEWS);
  const slow = useSlow(jvms.data === undefined && jvms.error === undefined);
  const now = useNow();
  const filterBox = useRef<HTMLInputElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());

  const text = query.get("q") ?? "";
  const show = readShow(query.get("show"));
  const all = useMemo(() => jvms.data ?? [], [jvms.data]);
  const groups = useMemo(() => grouped(filtered(showing(all, show), text)), [all, show, text]);
  const rows = groups.flatMap((group) => (closed.has(group.service) ? [] : group.jvms));

  function moveFocus(step: number) {
    const links = rows.map((jvm) => document.getElementById(rowId(jvm)));
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    links[next]?.focus();
  }
  function toggle(service: string) {
    const next = new Set(closed);
    if (!next.delete(service)) next.add(service);
    setClosed(next);
  }

  const keys: KeyBinding[] =
    all.length === 0
      ? []
      : [
          {
            keys: ["J", "K"],
            label: "next, previous",
            run: (key) => moveFocus(key === "J" ? 1 : -1),
          },
          { keys: ["Enter"], label: "open" },
          { keys: ["/"], label: "filter", run: () => filterBox.current?.select() },
        ];

  return (
    <Screen
      title="Fleet"
      crumbs={[{ label: "Fleet" }]}
      time={jvms.error === undefined && all.length > 0 && <LiveMark />}
      keys={keys}
      source={all.length > 0 && <Source jvms={all} />}
    >
      {jvms.error && jvms.data && <StaleNotice error={jvms.error} since={jvms.loadedAt} />}
      {jvms.error && !jvms.data && <Failure error={jvms.error} onRetry={jvms.retry} />}
      {slow && <p className="waiting">Asking the collector for its JVMs</p>}
      {jvms.data && all.length === 0 && <FirstRun />}
      {all.length > 0 && (
        <>
          <div className="page-head">
            <h1>{headline(all)}</h1>
            <p>{stateLine(all)}</p>
          </div>
          <div className="tools">
            <label className="search-box">
              <span>Filter</span>
              <input
                ref={filterBox}
                type="search"
                aria-label="Filter JVMs"
                spellCheck={false}
                placeholder="service, host or label:value"
                value={text}
                onChange={(event) => setQuery({ q: event.target.value }, { replace: true })}
                onKeyDown={(event) => {
                  if (event.key !== "Escape") return;
                  setQuery({ q: undefined }, { replace: true });
                  event.currentTarget.blur();
                }}
              />
              <output>
                {groups.reduce((sum, group) => sum + group.jvms.length, 0)} of {all.length} JVMs
              </output>
            </label>
            <ShowChoice show={show} jvms={all} />
          </div>
          <FleetTable groups={groups} closed={closed} onToggle={toggle} now={now} rowId={rowId} />
          {groups.length === 0 && (
            <p className="waiting">
              No JVM matches.{" "}
              <button
                type="button"
                className="link"
                onClick={() => setQuery({ q: undefined, show: undefined })}
              >
                Show all {all.length}
              </button>
            </p>
          )}
        </>
      )}
    </Screen>
  );
}

function rowId(jvm: Jvm): string {
  return `jvm-${jvm.id}`;
}

function headline(jvms: Jvm[]): string {
  const services = new Set(jvms.map((jvm) => jvm.service)).size;
  return `${plural(jvms.length, "JVM")}, ${plural(services, "service")}`;
}

function stateLine(jvms: Jvm[]): string {
  const parts = (["live", "lost", "detached", "ended"] as const).flatMap((state) => {
    const amount = jvms.filter((jvm) => jvm.state === state).length;
    return amount === 0 ? [] : `${amount} ${state}`;
  });
  return `${parts.join(", ")}.`;
}

function LiveMark() {
  return (
    <span className="live-state" role="status">
      <span className="live-dot" />
      Live
    </span>
  );
}

function Source({ jvms }: { jvms: Jvm[] }) {
  const intervals = [...new Set(jvms.map((jvm) => jvm.intervalMillis / 1_000))].sort(
    (a, b) => a - b,
  );
  const versions = [...new Set(jvms.map((jvm) => jvm.agentVersion))];
  return (
    <>
      <span>read every {intervals.join(" or ")} s</span>
      <span>agent {versions.join(", ")}</span>
    </>
  );
}

const SHOWS: [Show, string][] = [
  ["all", "All"],
  ["live", "Live"],
  ["lost", "Lost"],
];

function ShowChoice({ show, jvms }: { show: Show; jvms: Jvm[] }) {
  return (
    <div className="segmented" role="group" aria-label="Show JVMs">
      {SHOWS.map(([each, label]) => (
        <button
          key={each}
          type="button"
          aria-pressed={show === each}
          onClick={() => setQuery({ show: each === "all" ? undefined : each })}
        >
          {label} <span className="amount">{showing(jvms, each).length}</span>
        </button>
      ))}
    </div>
  );
}
