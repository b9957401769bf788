import type { ReactNode } from "react";
import type { Finding, Jvm, Trend } from "../../api/types";
import { clockDay, cores, count, fullTime, mib, percent, percentFine, span } from "../../format";
import { SeverityIcon } from "../findings/severity";
import { LostIcon } from "../shell/icons";
import type { Column } from "./columns";
import { sparkPaths } from "./trends";
import { columnSeverity, lastSeen } from "./words";

const SPARK_WIDTH = 72;
const SPARK_HEIGHT = 14;

export interface JvmCellProps {
  column: Column;
  jvm: Jvm;
  findings: readonly Finding[] | undefined;
  trend: Trend | undefined;
  now: number;
}

/** What one column says of a JVM; nothing where it is not known. */
export function jvmCell({ column, jvm, findings, trend, now }: JvmCellProps): ReactNode {
  const { rssBytes, limitBytes, heapUsedBytes, heapMaxBytes, cpuCores, threads } = jvm.latest;
  const severity = columnSeverity(findings, column.id);
  switch (column.id) {
    case "since": {
      const since = findings?.[0]?.since;
      return since !== undefined && <time title={fullTime(since)}>{clockDay(since, now)}</time>;
    }
    case "memory":
      return (
        rssBytes !== undefined &&
        limitBytes !== undefined && (
          <ShareBar
            used={rssBytes}
            of={limitBytes}
            title={`${mib(rssBytes)} of the ${mib(limitBytes)} container limit`}
            severity={severity}
          />
        )
      );
    case "heap":
      return (
        heapUsedBytes !== undefined &&
        heapMaxBytes !== undefined && (
          <ShareBar
            used={heapUsedBytes}
            of={heapMaxBytes}
            title={`${mib(heapUsedBytes)} of at most ${mib(heapMaxBytes)} heap`}
            severity={severity}
          />
        )
      );
    case "rss":
      return rssBytes !== undefined && mib(rssBytes);
    case "cpu":
      return jvm.state === "live" && <Cpu now={cpuCores} trend={trend?.cpuCores} />;
    case "gc":
      return jvm.state === "live" && <Gc share={trend?.gcShare} severity={severity} />;
    case "threads":
      return threads !== undefined && count(threads);
    case "jdk":
      return [jvm.jdk, jvm.gc].filter(Boolean).join(" \u00b7 ");
    case "up":
      return jvm.state === "live" && span(Math.max(0, now - jvm.startedAt));
    case "agent":
      return (
        jvm.state === "live" && trend?.agentCores !== undefined && percentFine(trend.agentCores)
      );
    case "seen":
      return <time title={fullTime(jvm.lastSeenAt)}>{lastSeen(jvm, now)}</time>;
  }
}

export function Gc({
  share,
  severity,
}: {
  share: number | undefined;
  severity: Finding["severity"] | undefined;
}) {
  return share === undefined ? null : (
    <span className={severityClass(severity)}>{percentFine(share)}</span>
  );
}

/** The cores of now, and in a small line those over the range. */
export function Cpu({
  now,
  trend,
}: {
  now: number | undefined;
  trend: readonly (number | null)[] | undefined;
}) {
  return (
    <span className="cpu-cell">
      {trend && <Spark values={trend} />}
      <b>{now !== undefined && cores(now)}</b>
    </span>
  );
}

function Spark({ values }: { values: readonly (number | null)[] }) {
  const { line, area } = sparkPaths(values, SPARK_WIDTH, SPARK_HEIGHT);
  return (
    <svg className="spark" width={SPARK_WIDTH} height={SPARK_HEIGHT} aria-hidden>
      <path className="spark-area" d={area} />
      <path className="spark-line" d={line} />
    </svg>
  );
}

interface ShareBarProps {
  used: number;
  of: number;
  title: string;
  severity?: Finding["severity"];
}

/** How much of a limit is used. Its colour is that of a finding which rests on it, if any does. */
export function ShareBar({ used, of, title, severity }: ShareBarProps) {
  const share = used / of;
  return (
    <span className={`limit-bar ${severityClass(severity)}`} title={title}>
      <span className="limit-track">
        <span className="limit-fill" style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      <b>{percent(share)}</b>
    </span>
  );
}

function severityClass(severity: Finding["severity"] | undefined): string {
  return severity === "critical" || severity === "warning" ? `by-${severity}` : "";
}

interface WorstFindingProps {
  finding: Finding;
  /** How many more there are. */
  more: number;
  /** Stands before the sentence, as in "2 JVMs:". */
  who?: string;
  lost?: boolean;
}

export function WorstFinding({ finding, more, who, lost }: WorstFindingProps) {
  return (
    <span className="worst" title={finding.summary}>
      {lost && finding.rule === "jvm-lost" ? (
        <LostIcon label="Lost" />
      ) : (
        <SeverityIcon severity={finding.severity} />
      )}
      <span>
        {who && <span className="who">{who} </span>}
        {finding.summary}
      </span>
      {more > 0 && (
        <span className="soft" aria-label={`and ${more} more`}>
          +{more}
        </span>
      )}
    </span>
  );
}

/** What a JVM without a finding is up to; nothing when it simply runs. */
export function StateText({ jvm, now }: { jvm: Jvm; now: number }) {
  const at = clockDay(jvm.lastSeenAt, now, true);
  switch (jvm.state) {
    case "live":
      return jvm.latest.time === undefined && "Agent loaded, first readings in about 10 s";
    case "lost":
      return (
        <span className="worst" title="No shutdown was seen. The last values are kept.">
          <LostIcon label="Lost" />
          <span>Lost: last message {at}, no shutdown seen. Last values kept</span>
        </span>
      );
    case "detached":
      return <span title="The JVM runs on without diag.">Detached at {at}</span>;
    case "ended":
      return `Ended at ${at}`;
  }
}
