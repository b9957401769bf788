import type { Finding, Jvm } from "../../api/types";
import { clockDay, cores, count, fullTime, mib, percent, plural, span } from "../../format";
import { go } from "../../state/place";
import { SeverityIcon } from "../findings/severity";
import { jvmHref } from "../jvm/address";
import { ChevronIcon, LostIcon } from "../shell/icons";
import { Link } from "../shell/Link";
import { anyLimit, type FindingsByJvm, type Order, type ServiceGroup } from "./fleet";

// Readings come every few seconds; up to this age "now" is as true as a number.
const NOW_MILLIS = 15_000;

interface FleetTableProps {
  groups: ServiceGroup[];
  worst: FindingsByJvm;
  order: Order;
  onOrder: (order: Order) => void;
  closed: ReadonlySet<string>;
  onToggle: (service: string) => void;
  now: number;
  rowId: (jvm: Jvm) => string;
}

export function FleetTable(props: FleetTableProps) {
  const { groups, worst, order, closed, onToggle, now, rowId } = props;
  const limits = anyLimit(groups);
  const head = (each: Order, label: string) => (
    <th
      scope="col"
      aria-sort={order === each ? (each === "name" ? "ascending" : "descending") : undefined}
    >
      <button type="button" onClick={() => props.onOrder(each)}>
        {label}
      </button>
    </th>
  );
  return (
    <table className="fleet" aria-label="JVMs">
      <thead>
        <tr>
          {head("name", "Service / JVM")}
          {head("findings", "Worst finding, state")}
          <th scope="col" className="num mid-only">
            Since
          </th>
          <th scope="col" className="wide-only">
            JDK
          </th>
          {limits && (
            <th scope="col" className="limit-cell">
              Memory of limit
            </th>
          )}
          <th scope="col" className={limits ? "num beside-limit" : "num"}>
            RSS
          </th>
          <th scope="col" className="num mid-only">
            CPU cores
          </th>
          <th scope="col" className="num mid-only">
            Threads
          </th>
          <th scope="col" className="num wide-only">
            Up
          </th>
          <th scope="col" className="num">
            Last seen
          </th>
        </tr>
      </thead>
      {groups.map((group) => {
        const open = !closed.has(group.service);
        return (
          <tbody key={group.service}>
            <GroupRow
              group={group}
              open={open}
              limits={limits}
              worst={worst}
              onToggle={() => onToggle(group.service)}
            />
            {open &&
              group.jvms.map((jvm) => (
                <JvmRow
                  key={jvm.id}
                  jvm={jvm}
                  findings={worst.get(jvm.id) ?? []}
                  limits={limits}
                  now={now}
                  id={rowId(jvm)}
                />
              ))}
          </tbody>
        );
      })}
    </table>
  );
}

function GroupRow({
  group,
  open,
  limits,
  worst,
  onToggle,
}: {
  group: ServiceGroup;
  open: boolean;
  limits: boolean;
  worst: FindingsByJvm;
  onToggle: () => void;
}) {
  return (
    <tr className="group">
      <th scope="rowgroup">
        <button type="button" className="group-toggle" aria-expanded={open} onClick={onToggle}>
          <ChevronIcon open={open} />
          {group.service} <span className="soft">{plural(group.jvms.length, "JVM")}</span>
        </button>
      </th>
      <td className="soft">{groupState(group, worst)}</td>
      <td className="mid-only" />
      <td className="wide-only" />
      {limits && <td />}
      <td className={limits ? "beside-limit" : undefined} />
      <td className="num mid-only">{group.cpuCores !== undefined && cores(group.cpuCores)}</td>
      <td className="mid-only" />
      <td className="wide-only" />
      <td />
    </tr>
  );
}

/** How many of a service have findings, are lost, or that none is live. */
function groupState({ jvms, live }: ServiceGroup, worst: FindingsByJvm): string {
  const found = jvms.filter((jvm) => worst.has(jvm.id)).length;
  const silent = jvms.filter((jvm) => jvm.state === "lost").length;
  const parts = [
    found > 0 && `findings in ${found} of ${plural(jvms.length, "JVM")}`,
    silent > 0 && `${silent} lost`,
  ].filter(Boolean);
  return parts.length === 0 && live === 0 ? "none live" : parts.join(", ");
}

interface JvmRowProps {
  jvm: Jvm;
  /** Worst first. */
  findings: readonly Finding[];
  limits: boolean;
  now: number;
  id: string;
}

function JvmRow({ jvm, findings, limits, now, id }: JvmRowProps) {
  const { rssBytes, limitBytes, cpuCores, threads } = jvm.latest;
  const href = jvmHref(jvm.id);
  return (
    <tr
      className={`jvm ${jvm.state}`}
      onClick={(event) => {
        // The whole row opens, unless text in it was just selected or the link itself was hit.
        if (event.target instanceof Element && event.target.closest("a")) return;
        if (getSelection()?.isCollapsed !== false) go(href);
      }}
    >
      <th scope="row">
        <Link id={id} href={href} aria-label={`${jvm.service} ${jvm.host} ${jvm.pid}`}>
          {jvm.host} <span className="soft">{jvm.pid}</span>
        </Link>
      </th>
      <td className="state-cell">
        {findings[0] ? <WorstFinding findings={findings} /> : <StateText jvm={jvm} now={now} />}
      </td>
      <td className="num mid-only soft">
        {findings[0] && (
          <time title={fullTime(findings[0].since)}>{clockDay(findings[0].since, now)}</time>
        )}
      </td>
      <td className="wide-only soft">{[jvm.jdk, jvm.gc].filter(Boolean).join(" \u00b7 ")}</td>
      {limits && (
        <td>
          {rssBytes !== undefined && limitBytes !== undefined && (
            <LimitBar used={rssBytes} limit={limitBytes} />
          )}
        </td>
      )}
      <td className={limits ? "num value beside-limit" : "num value"}>
        {rssBytes !== undefined && mib(rssBytes)}
      </td>
      <td className="num value mid-only">{cpuCores !== undefined && cores(cpuCores)}</td>
      <td className="num value mid-only">{threads !== undefined && count(threads)}</td>
      <td className="num wide-only soft">
        {jvm.state === "live" && span(Math.max(0, now - jvm.startedAt))}
      </td>
      <td className="num soft" title={fullTime(jvm.lastSeenAt)}>
        {age(jvm, now)}
      </td>
    </tr>
  );
}

function WorstFinding({ findings }: { findings: readonly Finding[] }) {
  const worst = findings[0]!;
  return (
    <span className="worst" title={worst.summary}>
      <SeverityIcon severity={worst.severity} />
      <span>{worst.summary}</span>
      {findings.length > 1 && (
        <span className="soft" aria-label={`and ${findings.length - 1} more`}>
          +{findings.length - 1}
        </span>
      )}
    </span>
  );
}

function StateText({ jvm, now }: { jvm: Jvm; now: number }) {
  const at = clockDay(jvm.lastSeenAt, now, true);
  switch (jvm.state) {
    case "live":
      return jvm.latest.time === undefined ? "First readings in about 10 s" : "Live";
    case "lost":
      return (
        <span className="lost-text" title="No shutdown was seen. The last values are kept.">
          <LostIcon />
          <span>
            Lost since {at}, {span(Math.max(0, now - jvm.lastSeenAt))} ago
          </span>
        </span>
      );
    case "detached":
      return <span title="The JVM runs on without diag.">Detached at {at}</span>;
    case "ended":
      return `Ended at ${at}`;
  }
}

function age(jvm: Jvm, now: number): string {
  const millis = Math.max(0, now - jvm.lastSeenAt);
  return jvm.state === "live" && millis < NOW_MILLIS ? "now" : span(millis);
}

function LimitBar({ used, limit }: { used: number; limit: number }) {
  const share = used / limit;
  return (
    <span className="limit-bar" title={`${mib(used)} of the ${mib(limit)} container limit`}>
      <span className="limit-track">
        <span className="limit-fill" style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      <b>{percent(share)}</b>
    </span>
  );
}
