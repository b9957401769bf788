import {
  memo,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
} from "react";
import { plural } from "../../format";
import { jvmHref } from "../jvm/address";
import { cellClass, FoldLine, GroupLine, JvmLine, PeekLine } from "./FleetLines";
import type { Column } from "./columns";
import type { FindingsByJvm, FleetGroup, Order } from "./fleet";
import { toggled, type FleetRow, type Folds } from "./fleetRows";
import { drawnRows, offsetsOf } from "./rowWindow";
import type { TrendsByJvm } from "./trends";
import { useMedia, useRowWindow } from "./useRowWindow";

const HEIGHTS: Record<FleetRow["kind"], number> = {
  group: 32,
  jvm: 28,
  peek: 148,
  more: 28,
  groups: 32,
};
const COARSE_PX = 40;
// The top bar and the head of the table cover the first rows.
const COVERED_TOP_PX = 44 + 32;
const COVERED_BOTTOM_PX = 28;

interface FleetTableProps {
  rows: readonly FleetRow[];
  findings: FindingsByJvm;
  trends: TrendsByJvm;
  columns: readonly Column[];
  /** How long the range is that the small lines show, as in "3 h". */
  rangeText: string;
  order: Order;
  onOrder: (order: Order) => void;
  folds: Folds;
  onFolds: (folds: Folds) => void;
  /** What of the address goes along to a JVM. */
  query: URLSearchParams;
  /** In steps: everything is drawn anew with each. */
  now: number;
  grouped: boolean;
  /** The JVM to compare another one with, once it was chosen. */
  base: string | undefined;
  /** Hears which JVM the focus was on last. */
  onCurrent: (jvm: string | undefined) => void;
  /** Moves the focus by a step, for who holds the keys. */
  walker: { current: (step: number) => void };
}

/** The rows of the fleet, of which only those near the window exist in the page. */
export const FleetTable = memo(function FleetTable(props: FleetTableProps) {
  const { rows, findings, trends, columns, folds, onFolds, query, now } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const coarse = useMedia("(pointer: coarse)");
  const offsets = useMemo(
    () =>
      offsetsOf(rows.map(({ kind }) => (coarse && kind !== "peek" ? COARSE_PX : HEIGHTS[kind]))),
    [rows, coarse],
  );
  const range = useRowWindow(body, offsets);
  const [current, setCurrent] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const at = rows.findIndex((row) => row.key === current);

  const row = rows[at];
  const currentJvm = row?.kind === "jvm" ? row.jvm.id : undefined;
  const { onCurrent } = props;
  useEffect(() => onCurrent(currentJvm), [onCurrent, currentJvm]);
  useEffect(() => {
    if (wanted === undefined) return;
    document.getElementById(wanted)?.focus({ preventScroll: true });
    setWanted(undefined);
  }, [wanted]);
  useEffect(() => {
    props.walker.current = (step) => {
      let next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
      while (rows[next]?.kind === "peek") next += step;
      const row = rows[next];
      if (!row || !body.current) return;
      show(body.current, offsets[next]!, offsets[next + 1]!);
      setCurrent(row.key);
      setWanted(row.key);
    };
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "Escape" && folds.peek !== undefined) {
      onFolds({ ...folds, peek: undefined });
    } else if (event.key === " " && row?.kind === "jvm" && !modified(event)) {
      event.preventDefault();
      onFolds({ ...folds, peek: folds.peek === row.jvm.id ? undefined : row.jvm.id });
    }
  }
  function onFocus(event: FocusEvent<HTMLElement>) {
    const key = (event.target as HTMLElement).id;
    if (rows.some((row) => row.key === key)) setCurrent(key);
  }

  // Lines are drawn anew when what they are told changes; a function must not be such a change.
  const latest = useRef({ folds, onFolds });
  useEffect(() => {
    latest.current = { folds, onFolds };
  });
  const onToggle = useMemo(
    () => (group: FleetGroup, open: boolean) =>
      latest.current.onFolds(toggled(latest.current.folds, group.name, open)),
    [],
  );

  const head = (each: Order, label: string) => (
    <th
      scope="col"
      role="columnheader"
      className={each === "name" ? "col-name" : "col-finding"}
      aria-sort={props.order === each ? (each === "name" ? "ascending" : "descending") : undefined}
    >
      <button type="button" onClick={() => props.onOrder(each)}>
        {label}
      </button>
    </th>
  );
  return (
    <table
      className="fleet"
      role="table"
      aria-label="JVMs"
      aria-rowcount={rows.length + 1}
      style={
        { "--columns": `${columns.reduce((sum, each) => sum + each.width, 0)}px` } as CSSProperties
      }
    >
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {head("name", props.grouped ? "Service / JVM" : "JVM")}
          {head("findings", "Worst finding")}
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              role="columnheader"
              className={cellClass(column)}
              style={{ width: column.width }}
              title={column.about}
              aria-label={column.short && column.label}
            >
              {column.short ? (
                <>
                  <span className="long">{column.label}</span>
                  <span className="short">{column.short}</span>
                </>
              ) : column.id === "cpu" ? (
                `${column.label}, ${props.rangeText}`
              ) : (
                column.label
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} role="rowgroup" onKeyDown={onKeyDown} onFocus={onFocus}>
        {drawnRows(offsets, range, at).map((part) =>
          "room" in part ? (
            <tr key={part.place} className="room" style={{ height: part.room }} aria-hidden />
          ) : (
            line(rows[part.row]!, part.row + 2)
          ),
        )}
      </tbody>
    </table>
  );

  function line(row: FleetRow, index: number) {
    const shared = { index, id: row.key, columns, now };
    switch (row.kind) {
      case "group":
        return (
          <GroupLine
            key={row.key}
            {...shared}
            group={row.group}
            open={row.open}
            findings={findings}
            trends={trends}
            onToggle={onToggle}
          />
        );
      case "jvm":
        return (
          <JvmLine
            key={row.key}
            {...shared}
            jvm={row.jvm}
            findings={findings.get(row.jvm.id)}
            trend={trends.get(row.jvm.id)}
            peeked={folds.peek === row.jvm.id}
            base={props.base === row.jvm.id}
            service={!props.grouped}
            href={jvmHref(row.jvm.id, "overview", query)}
          />
        );
      case "peek":
        return (
          <PeekLine
            key={row.key}
            {...shared}
            jvm={row.jvm}
            findings={findings.get(row.jvm.id)}
            href={jvmHref(row.jvm.id, "overview", query)}
          />
        );
      case "more":
        return (
          <FoldLine
            key={row.key}
            {...shared}
            text={`${row.amount} more without findings`}
            note=""
            onUnfold={() => onFolds({ ...folds, more: new Set([...folds.more, row.group.name]) })}
          />
        );
      case "groups":
        return (
          <FoldLine
            key={row.key}
            {...shared}
            text={`${plural(row.groups, "more service")}, ${plural(row.jvms, "JVM")}`}
            note="No findings"
            onUnfold={() => onFolds({ ...folds, allGroups: true })}
          />
        );
    }
  }
});

function modified(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}

/** Scrolls the page as little as it takes to show a row that lies between two heights of a body. */
function show(body: HTMLElement, top: number, bottom: number): void {
  const start = body.getBoundingClientRect().top;
  const above = start + top - COVERED_TOP_PX;
  const below = start + bottom - (window.innerHeight - COVERED_BOTTOM_PX);
  if (above < 0) window.scrollBy(0, above);
  else if (below > 0) window.scrollBy(0, below);
}
