import type { Finding, Jvm } from "../../api/types";
import { count, plural, span } from "../../format";
import { ruleWord } from "../findings/rules";
import { needsAttention, type FindingsByJvm, type FleetGroup } from "./fleet";
import type { ColumnId } from "./columns";

// Readings come every few seconds; up to this age "now" is as true as a number.
const NOW_MILLIS = 15_000;

/** Who needs somebody now; without any, how many there are. */
export function headline(jvms: readonly Jvm[], findings: FindingsByJvm | undefined): string {
  const known = new Set(jvms.map((jvm) => jvm.service)).size;
  const size = `${plural(jvms.length, "JVM")} of ${plural(known, "service")}`;
  if (!findings) return size;
  const needing = jvms.filter((jvm) => needsAttention(findings.get(jvm.id)));
  const services = new Set(needing.map((jvm) => jvm.service)).size;
  if (services > 0) {
    return `${plural(services, "service")} ${services === 1 ? "needs" : "need"} attention now`;
  }
  return `${size}, none needs attention`;
}

/** How many findings there are in how many JVMs, and how many of these are not there any more. */
export function stateLine(jvms: readonly Jvm[], findings: FindingsByJvm | undefined): string {
  if (!findings) return statesOf(jvms, ["live", "lost", "detached", "ended"]);
  const gone = statesOf(jvms, ["lost", "detached", "ended"]);
  const found = jvms.filter((jvm) => findings.has(jvm.id));
  if (found.length === 0) return `No findings. ${gone}`.trim();
  const amount = found.reduce((sum, jvm) => sum + findings.get(jvm.id)!.length, 0);
  const others = jvms.length - found.length;
  const rest =
    others === 0 ? "" : `; the other ${others === 1 ? "one has" : `${count(others)} have`} none`;
  return `${plural(amount, "open finding")} in ${count(found.length)} of ${plural(jvms.length, "JVM")}${rest}. ${[gone, "Worst first."].filter(Boolean).join(" ")}`;
}

function statesOf(jvms: readonly Jvm[], states: readonly Jvm["state"][]): string {
  const parts = states.flatMap((state) => {
    const amount = jvms.filter((jvm) => jvm.state === state).length;
    return amount === 0 ? [] : `${count(amount)} ${state}`;
  });
  return parts.length === 0 ? "" : `${parts.join(", ")}.`;
}

/** What the JVMs of an open group have in common. */
export function groupSummary(group: FleetGroup, findings: FindingsByJvm): string {
  const { jvms, lost, live } = group;
  const worst = jvms.flatMap((jvm) => findings.get(jvm.id)?.[0] ?? []);
  const found = worst.filter((each) => each.rule !== "jvm-lost");
  const rules = new Set(found.map((each) => each.rule));
  const parts = [
    found.length > 0 &&
      (rules.size === 1
        ? sameRule(found, jvms)
        : `Findings in ${found.length} of ${plural(jvms.length, "JVM")}`),
    lost > 0 && `${lost} lost`,
  ].filter(Boolean);
  return parts.length === 0 && live === 0 ? "None live" : parts.join("; ");
}

function sameRule(found: readonly Finding[], jvms: readonly Jvm[]): string {
  const all = jvms.length;
  const hosts = new Set(jvms.map((jvm) => jvm.host)).size;
  const word = ruleWord(found[0]!.rule);
  const where =
    found.length === all && hosts > 1
      ? `all ${all} JVMs, so the code and not one host`
      : `${found.length} of ${plural(all, "JVM")}`;
  return `${word[0]!.toUpperCase()}${word.slice(1)} in ${where}`;
}

/** How many JVMs of a folded group have a finding of the worst one's rule. */
export function alike(group: FleetGroup, findings: FindingsByJvm, worst: Finding): number {
  return group.jvms.filter((jvm) =>
    findings
      .get(jvm.id)
      ?.some((each) => each.rule === worst.rule && each.severity === worst.severity),
  ).length;
}

/** When a JVM was last heard: the age of what its row says. */
export function lastSeen(jvm: Jvm, now: number): string {
  const millis = Math.max(0, now - jvm.lastSeenAt);
  return jvm.state === "live" && millis < NOW_MILLIS ? "now" : span(millis);
}

const COLUMN_SERIES: Partial<Record<ColumnId, RegExp>> = {
  memory: /^diag\.process\.rss|^diag\.cgroup\.memory|^jvm\.buffer\.memory/,
  heap: /^jvm\.memory/,
  gc: /^jvm\.gc\./,
  cpu: /^diag\.process\.cpu|^diag\.cgroup\.cpu/,
  threads: /threads?(\.count)?$/,
  agent: /^diag\.agent\./,
};

/** How bad the worst finding is that rests on what a column shows. */
export function columnSeverity(
  findings: readonly Finding[] | undefined,
  column: ColumnId,
): Finding["severity"] | undefined {
  const series = COLUMN_SERIES[column];
  return findings?.find((each) =>
    each.evidence.some((one) => one.kind === "series" && series?.test(one.name)),
  )?.severity;
}
