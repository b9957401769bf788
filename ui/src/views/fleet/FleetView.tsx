import { useMemo, useRef, useState } from "react";
import { listJvms } from "../../api/client";
import type { Jvm } from "../../api/types";
import { plural } from "../../format";
import type { KeyBinding } from "../../state/keys";
import { useNow, useSlow } from "../../state/now";
import { setQuery } from "../../state/place";
import { usePolled } from "../../state/polled";
import { useFleetFindings } from "../findings/useFindings";
import { WarningIcon } from "../shell/icons";
import { Failure, StaleNotice } from "../shell/Failure";
import { moveFocus } from "../shell/moveFocus";
import { Screen } from "../shell/Screen";
import { SearchBox } from "../shell/SearchBox";
import { Segmented } from "../shell/Segmented";
import {
  filtered,
  findingsByJvm,
  grouped,
  needsAttention,
  ordered,
  readOrder,
  readShow,
  showing,
  type FindingsByJvm,
  type Show,
} from "./fleet";
import { FirstRun } from "./FirstRun";
import { FleetTable } from "./FleetTable";

const POLL_MILLIS = 5_000;
const FLEET_NEWS = { kinds: ["jvm", "series"] } as const;

/** Every JVM, grouped by service. */
export function FleetView({ query }: { query: URLSearchParams }) {
  const jvms = usePolled("jvms", listJvms, POLL_MILLIS, FLEET_NEWS);
  const findings = useFleetFindings();
  const slow = useSlow(jvms.data === undefined && jvms.error === undefined);
  const now = useNow();
  const filterBox = useRef<HTMLInputElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());

  const text = query.get("q") ?? "";
  const show = readShow(query.get("show"));
  const all = useMemo(() => jvms.data ?? [], [jvms.data]);
  const order = readOrder(query.get("sort"));
  const worst = useMemo(() => findingsByJvm(findings.data ?? []), [findings.data]);
  const groups = useMemo(
    () => ordered(grouped(filtered(showing(all, show, worst), text)), worst, order),
    [all, show, text, worst, order],
  );
  const rows = groups.flatMap((group) => (closed.has(group.service) ? [] : group.jvms));

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
            run: (key) => moveFocus(rows.map(rowId), key === "J" ? 1 : -1),
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
            <h1>{headline(all, worst)}</h1>
            <p>{findings.data ? stateLine(all, worst) : states(all)}</p>
          </div>
          <div className="tools">
            <SearchBox
              box={filterBox}
              word="Filter"
              label="Filter JVMs"
              placeholder="service, host or label:value"
              text={text}
            >
              {groups.reduce((sum, group) => sum + group.jvms.length, 0)} of {all.length} JVMs
            </SearchBox>
            <ShowChoice show={show} jvms={all} worst={worst} />
          </div>
          {findings.error && !jvms.error && (
            <p className="strip" role="alert">
              <WarningIcon />
              <span>
                <b>Findings: {findings.error.title}.</b> {findings.error.detail}
              </span>
            </p>
          )}
          <FleetTable
            groups={groups}
            worst={worst}
            order={order}
            onOrder={(next) =>
              setQuery({ sort: next === "findings" ? undefined : next }, { replace: true })
            }
            closed={closed}
            onToggle={toggle}
            now={now}
            rowId={rowId}
          />
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

/** Who needs somebody now; without any, how many there are. */
function headline(jvms: Jvm[], worst: FindingsByJvm): string {
  const needing = jvms.filter((jvm) => needsAttention(worst.get(jvm.id)));
  const services = new Set(needing.map((jvm) => jvm.service)).size;
  if (services === 0) return fleetSize(jvms);
  return `${plural(services, "service")} ${services === 1 ? "needs" : "need"} attention`;
}

function fleetSize(jvms: Jvm[]): string {
  const services = new Set(jvms.map((jvm) => jvm.service)).size;
  return `${plural(jvms.length, "JVM")}, ${plural(services, "service")}`;
}

function stateLine(jvms: Jvm[], worst: FindingsByJvm): string {
  const found = jvms.filter((jvm) => worst.has(jvm.id));
  if (found.length === 0) return `${states(jvms)} No findings.`;
  const amount = found.reduce((sum, jvm) => sum + worst.get(jvm.id)!.length, 0);
  return `${plural(amount, "open finding")} in ${found.length} of ${plural(jvms.length, "JVM")}. ${states(jvms)}`;
}

function states(jvms: Jvm[]): string {
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
  ["findings", "With findings"],
  ["live", "Live"],
  ["lost", "Lost"],
];

function ShowChoice(props: { show: Show; jvms: Jvm[]; worst: FindingsByJvm }) {
  const { show, jvms, worst } = props;
  return (
    <Segmented
      label="Show JVMs"
      choices={SHOWS.map(
        ([each, label]) =>
          [
            each,
            <>
              {label} <span className="amount">{showing(jvms, each, worst).length}</span>
            </>,
          ] as const,
      )}
      chosen={show}
      onChoose={(each) => setQuery({ show: each === "all" ? undefined : each })}
    />
  );
}
