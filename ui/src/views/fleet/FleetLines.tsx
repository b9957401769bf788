import { memo, useMemo } from "react";
import type { Finding, Jvm, Trend } from "../../api/types";
import { clockDay, fullTime, mib, plural } from "../../format";
import { go } from "../../state/place";
import { ChevronIcon } from "../shell/icons";
import { Link } from "../shell/Link";
import { Cpu, Gc, jvmCell, ShareBar, StateText, WorstFinding } from "./cells";
import type { Column } from "./columns";
import type { FindingsByJvm, FleetGroup } from "./fleet";
import { Peek } from "./Peek";
import { summedCores, type TrendsByJvm } from "./trends";
import { alike, columnSeverity, groupSummary } from "./words";

export interface LineProps {
  /** The row's number in the whole table, counted from 1 with the head. */
  index: number;
  /** The id of what takes the focus in it. */
  id: string;
  columns: readonly Column[];
  now: number;
}

interface GroupLineProps extends LineProps {
  group: FleetGroup;
  open: boolean;
  findings: FindingsByJvm;
  trends: TrendsByJvm;
  onToggle: (group: FleetGroup, open: boolean) => void;
}

/** A group: unfolded, what its JVMs have in common; folded, the worst of each column. */
export const GroupLine = memo(function GroupLine(props: GroupLineProps) {
  const { group, open, findings, trends, columns, now } = props;
  const ofGroup = useMemo(
    () => group.jvms.flatMap((jvm) => (jvm.state === "live" && trends.get(jvm.id)) || []),
    [group, trends],
  );
  const worst = findings.get(group.jvms[0]!.id)?.[0];
  const same = worst ? alike(group, findings, worst) : 0;
  return (
    <tr role="row" className={open ? "group open" : "group"} aria-rowindex={props.index} data-row>
      <th scope="row" role="rowheader">
        <button
          type="button"
          id={props.id}
          className="group-toggle"
          aria-expanded={open}
          onClick={() => props.onToggle(group, open)}
        >
          <ChevronIcon open={open} />
          <span className="group-name">{group.name}</span>{" "}
          <span className="soft">{plural(group.jvms.length, "JVM")}</span>
        </button>
      </th>
      <td role="cell" className="soft state-cell">
        {open || !worst ? (
          groupSummary(group, findings)
        ) : (
          <WorstFinding finding={worst} more={0} who={`${plural(same, "JVM")}:`} />
        )}
      </td>
      {columns.map((column) => (
        <td
          key={column.id}
          role="cell"
          className={cellClass(column)}
          style={{ width: column.width }}
        >
          {groupCell({ column, group, open, findings, ofGroup, worst, now })}
        </td>
      ))}
    </tr>
  );
});

interface GroupCellProps {
  column: Column;
  group: FleetGroup;
  open: boolean;
  findings: FindingsByJvm;
  ofGroup: readonly Trend[];
  worst: Finding | undefined;
  now: number;
}

function groupCell(props: GroupCellProps) {
  const { column, group, open, findings, ofGroup, worst, now } = props;
  if (column.id === "cpu") {
    return <Cpu now={group.cpuCores} trend={open ? undefined : summedCores(ofGroup)} />;
  }
  if (open) return null;
  switch (column.id) {
    case "since":
      return worst && <time title={fullTime(worst.since)}>{clockDay(worst.since, now)}</time>;
    case "memory": {
      const fullest = fullestOf(group.jvms);
      if (!fullest) return null;
      const { rssBytes, limitBytes } = fullest.latest;
      const title = `The fullest, ${fullest.host}: ${mib(rssBytes!)} of the ${mib(limitBytes!)} container limit`;
      const severity = columnSeverity(findings.get(fullest.id), "memory");
      return <ShareBar used={rssBytes!} of={limitBytes!} title={title} severity={severity} />;
    }
    case "gc": {
      const shares = ofGroup.flatMap((each) => each.gcShare ?? []);
      if (shares.length === 0) return null;
      const most = Math.max(...shares);
      const whose = ofGroup.find((each) => each.gcShare === most)!.id;
      return <Gc share={most} severity={columnSeverity(findings.get(whose), "gc")} />;
    }
    default:
      return null;
  }
}

function fullestOf(jvms: readonly Jvm[]): Jvm | undefined {
  const share = ({ latest: { rssBytes, limitBytes } }: Jvm) =>
    rssBytes === undefined || limitBytes === undefined ? -1 : rssBytes / limitBytes;
  let fullest: Jvm | undefined;
  for (const jvm of jvms) {
    if (jvm.state !== "live" || share(jvm) < 0) continue;
    if (!fullest || share(jvm) > share(fullest)) fullest = jvm;
  }
  return fullest;
}

interface JvmLineProps extends LineProps {
  jvm: Jvm;
  findings: readonly Finding[] | undefined;
  trend: Trend | undefined;
  peeked: boolean;
  /** Whether it was chosen to compare another one with. */
  base: boolean;
  /** Without groups, the service stands beside the host. */
  service: boolean;
  href: string;
}

export const JvmLine = memo(function JvmLine(props: JvmLineProps) {
  const { jvm, findings, trend, columns, now, href } = props;
  return (
    <tr
      role="row"
      className={`jvm ${jvm.state} ${props.peeked ? "peeked" : ""} ${props.base ? "base" : ""}`}
      aria-rowindex={props.index}
      data-row
      onClick={(event) => {
        // The whole row opens, unless text in it was just selected or the link itself was hit.
        if (event.target instanceof Element && event.target.closest("a")) return;
        if (getSelection()?.isCollapsed !== false) go(href);
      }}
    >
      <th scope="row" role="rowheader">
        <Link id={props.id} href={href} aria-label={`${jvm.service} ${jvm.host} ${jvm.pid}`}>
          {props.service && <span className="sans">{jvm.service} </span>}
          {jvm.host} <span className="soft">{jvm.pid}</span>
          {props.base && <span className="spoken">, compared with</span>}
        </Link>
      </th>
      <td role="cell" className="state-cell">
        {findings ? (
          <WorstFinding
            finding={findings[0]!}
            more={findings.length - 1}
            lost={jvm.state === "lost"}
          />
        ) : (
          <StateText jvm={jvm} now={now} />
        )}
      </td>
      {columns.map((column) => (
        <td
          key={column.id}
          role="cell"
          className={cellClass(column)}
          style={{ width: column.width }}
        >
          {jvmCell({ column, jvm, findings, trend, now })}
        </td>
      ))}
    </tr>
  );
});

/** The place of lines that are folded away, which unfolds them. */
export function FoldLine(props: LineProps & { text: string; note: string; onUnfold: () => void }) {
  return (
    <tr
      role="row"
      className={props.note === "" ? "fold" : "fold groups"}
      aria-rowindex={props.index}
      data-row
    >
      <th scope="row" role="rowheader">
        <button type="button" id={props.id} onClick={props.onUnfold}>
          {props.text}
        </button>
      </th>
      <td role="cell" className="soft rest" aria-colspan={props.columns.length + 1}>
        {props.note}
      </td>
    </tr>
  );
}

export function PeekLine(
  props: LineProps & { jvm: Jvm; findings: readonly Finding[] | undefined; href: string },
) {
  return (
    <tr role="row" className="peek" aria-rowindex={props.index} data-row>
      <td role="cell" className="rest" aria-colspan={props.columns.length + 2}>
        <Peek jvm={props.jvm} findings={props.findings} href={props.href} now={props.now} />
      </td>
    </tr>
  );
}

export function cellClass({ id, number }: Column): string {
  return `col-${id} ${number ? "num value" : ""}`;
}
