import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { collectorNow } from "../../api/clock";
import { listJvms } from "../../api/client";
import type { Jvm } from "../../api/types";
import { percentFine } from "../../format";
import type { KeyBinding } from "../../state/keys";
import { useNow, useSlow } from "../../state/now";
import { go, hrefWith, setQuery, useParameters } from "../../state/place";
import { usePolled } from "../../state/polled";
import { intervalOf, rangeQuery, readRange, type TimeRange } from "../../state/range";
import { useFleetFindings } from "../findings/useFindings";
import { SHARED } from "../jvm/address";
import { shiftedBy, timeKeys } from "../jvm/timeKeys";
import { useCopy } from "../shell/copy";
import { WarningIcon } from "../shell/icons";
import { Failure, StaleNotice } from "../shell/Failure";
import { Screen } from "../shell/Screen";
import { TimePicker } from "../shell/TimePicker";
import { readColumns } from "./columns";
import { compareHref } from "./compareHref";
import {
  anyLimit,
  filtered,
  findingsByJvm,
  grouped,
  ordered,
  readOrder,
  readShow,
  showing,
  type Order,
} from "./fleet";
import { FOLD_PARAMETERS, fleetRows, foldsQuery, readFolds, type Folds } from "./fleetRows";
import { FindingsStrip } from "./FindingsStrip";
import { copyStart, FirstRun } from "./FirstRun";
import { FleetTable } from "./FleetTable";
import { FleetTools } from "./FleetTools";
import { quantile, type TrendsByJvm } from "./trends";
import { useTrends } from "./useTrends";
import { headline, stateLine } from "./words";

const POLL_MILLIS = 5_000;
// The list of a large fleet is a MB; most of it is the same a few seconds later.
const LARGE_FLEET = 500;
const LARGE_POLL_MILLIS = 15_000;
const FLEET_NEWS = { kinds: ["jvm", "series"] } as const;
// Ages tell minutes; rows need not be drawn anew for every second.
const TICK_MILLIS = 10_000;
const NO_TRENDS: TrendsByJvm = new Map();

/** Every JVM, the worst first. */
export function FleetView({ query }: { query: URLSearchParams }) {
  const [large, setLarge] = useState(false);
  const jvms = usePolled("jvms", listJvms, large ? LARGE_POLL_MILLIS : POLL_MILLIS, FLEET_NEWS);
  useEffect(() => setLarge((jvms.data?.length ?? 0) > LARGE_FLEET), [jvms.data]);
  const findings = useFleetFindings();
  const range = readRange(query);
  const trends = useTrends(range, jvms.data !== undefined);
  const slow = useSlow(jvms.data === undefined && jvms.error === undefined);
  const now = useNow();
  const filterBox = useRef<HTMLInputElement>(null);
  const walker = useRef<(step: number) => void>(() => {});
  const [copied, copy] = useCopy();
  const [current, setCurrent] = useState<string>();
  const [base, setBase] = useState<string>();

  const text = query.get("q") ?? "";
  // The rows follow what is typed as soon as there is time: a letter must not wait for the one before.
  const sought = useDeferredValue(text);
  const show = readShow(query.get("show"));
  const order = readOrder(query.get("sort"));
  const grouping = query.get("group") ?? "service";
  const all = useMemo(() => jvms.data ?? [], [jvms.data]);
  const limits = useMemo(() => anyLimit(all), [all]);
  const columnText = query.get("columns");
  const columns = useMemo(() => readColumns(columnText, limits), [columnText, limits]);
  const byJvm = useMemo(() => findingsByJvm(findings.data ?? []), [findings.data]);
  const trendOf = useMemo(
    () => (trends.data ? new Map(trends.data.jvms.map((each) => [each.id, each])) : NO_TRENDS),
    [trends.data],
  );
  const groups = useMemo(
    () => ordered(grouped(filtered(showing(all, show, byJvm), sought), grouping), byJvm, order),
    [all, show, sought, grouping, byJvm, order],
  );
  const folded = useParameters(query, FOLD_PARAMETERS);
  const folds = useMemo(() => readFolds(folded), [folded]);
  const linked = useParameters(query, SHARED);
  const rows = useMemo(
    () => fleetRows(groups, byJvm, folds, sought !== "" || show !== "all"),
    [groups, byJvm, folds, sought, show],
  );
  const left = groups.reduce((sum, group) => sum + group.jvms.length, 0);
  const known = findings.data && byJvm;
  const head = useMemo(() => [headline(all, known), stateLine(all, known)], [all, known]);

  const shown = intervalOf(range, collectorNow());
  function fix(from: number, to: number) {
    setQuery(rangeQuery({ span: range.span, fixed: { from, to } }));
  }
  function copyLink() {
    const fixed = rangeQuery({ span: range.span, fixed: shown });
    copy(location.origin + hrefWith("/", new URLSearchParams(location.search), fixed));
  }
  function compare() {
    if (current === undefined) return;
    if (base === undefined) setBase(current);
    else if (base === current) setBase(undefined);
    else go(compareHref(current, base, shown));
  }
  const keys: KeyBinding[] =
    all.length === 0
      ? jvms.data
        ? [{ keys: ["Y"], label: "copy", run: copyStart }]
        : []
      : [
          {
            keys: ["J", "K"],
            label: "next, previous",
            run: (key) => walker.current(key === "J" ? 1 : -1),
          },
          { keys: ["Enter"], label: "open" },
          { keys: [" "], label: "peek" },
          { keys: ["/"], label: "filter", run: () => filterBox.current?.select() },
          { keys: ["C"], label: "compare", run: compare },
          { keys: ["Y"], label: copied ? "link copied" : "copy link", run: copyLink },
          ...timeKeys(
            (share) => {
              const next = shiftedBy(shown, share, collectorNow());
              fix(next.from, next.to);
            },
            () => setQuery(rangeQuery({ span: range.span })),
          ).map((each) => ({ ...each, helpOnly: true })),
        ];

  return (
    <Screen
      title="Fleet"
      crumbs={[{ label: "Fleet" }]}
      time={
        jvms.error === undefined &&
        all.length > 0 && <TimePicker range={range} shown={shown} live now={now} />
      }
      keys={keys}
      source={all.length > 0 && <Source jvms={all} trends={trendOf} />}
    >
      {jvms.error && jvms.data && <StaleNotice error={jvms.error} since={jvms.loadedAt} />}
      {jvms.error && !jvms.data && <Failure error={jvms.error} onRetry={jvms.retry} />}
      {slow && <p className="waiting">Asking the collector for its JVMs</p>}
      {jvms.data && all.length === 0 && <FirstRun />}
      {all.length > 0 && (
        <>
          <div className="page-head">
            <div>
              <h1>{head[0]}</h1>
              <p>{head[1]}</p>
            </div>
            {trends.data && <FindingsStrip findings={trends.data.findings} />}
          </div>
          <FleetTools
            box={filterBox}
            text={text}
            jvms={all}
            left={left}
            findings={byJvm}
            show={show}
            grouping={grouping}
            columns={columns}
            limits={limits}
            base={all.find((jvm) => jvm.id === base)?.host}
            onCompare={current === undefined ? undefined : compare}
          />
          {findings.error && !jvms.error && (
            <Missing what="Findings" title={findings.error.title} why={findings.error.detail} />
          )}
          {trends.error && !jvms.error && (
            <Missing what="CPU over time" title={trends.error.title} why={trends.error.detail} />
          )}
          <FleetTable
            rows={rows}
            findings={byJvm}
            trends={trendOf}
            columns={columns}
            rangeText={rangeText(range)}
            order={order}
            onOrder={sortBy}
            folds={folds}
            onFolds={unfold}
            query={linked}
            now={Math.floor(now / TICK_MILLIS) * TICK_MILLIS}
            grouped={grouping !== "none"}
            base={base}
            onCurrent={setCurrent}
            walker={walker}
          />
          {rows.length === 0 && (
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

function sortBy(order: Order) {
  setQuery({ sort: order === "findings" ? undefined : order }, { replace: true });
}

function unfold(folds: Folds) {
  setQuery(foldsQuery(folds), { replace: true });
}

function rangeText({ fixed, span }: TimeRange): string {
  return fixed ? "then" : `last ${span.label}`;
}

function Missing({ what, title, why }: { what: string; title: string; why: string }) {
  return (
    <p className="strip" role="alert">
      <WarningIcon />
      <span>
        <b>
          {what}: {title}.
        </b>{" "}
        {why}
      </span>
    </p>
  );
}

interface SourceProps {
  jvms: readonly Jvm[];
  trends: TrendsByJvm;
}

const Source = memo(function Source({ jvms, trends }: SourceProps) {
  const intervals = [...new Set(jvms.map((jvm) => jvm.intervalMillis / 1_000))].sort(
    (a, b) => a - b,
  );
  const versions = [...new Set(jvms.map((jvm) => jvm.agentVersion))];
  const costs = jvms.flatMap(
    (jvm) => (jvm.state === "live" && trends.get(jvm.id)?.agentCores) || [],
  );
  return (
    <>
      {costs.length > 0 && (
        <span title="Of one core, of the JVMs that are live">
          agent cost: median {percentFine(quantile(costs, 0.5)!)} CPU, p99{" "}
          {percentFine(quantile(costs, 0.99)!)}
        </span>
      )}
      <span>read every {intervals.join(" or ")} s</span>
      <span>agent {versions.join(", ")}</span>
    </>
  );
});
