import type { Finding, Jvm } from "../../api/types";
import { byWeight } from "../findings/severity";

export type Show = "all" | "findings" | "lost";

/** By the worst finding, or by name. */
export type Order = "findings" | "name";

/** Service, none for one list of all, or the name of a label. */
export type Grouping = string;

/** The open findings of each JVM that has any, worst first. */
export type FindingsByJvm = ReadonlyMap<string, Finding[]>;

export interface FleetGroup {
  /** The service, or the label's value. */
  name: string;
  jvms: Jvm[];
  /** The sum over live JVMs whose CPU was read; absent when none was. */
  cpuCores?: number;
  live: number;
  lost: number;
}

// Without the label a JVM belongs to none of its values.
const UNLABELLED = "(without)";

export function readShow(text: string | null): Show {
  return text === "lost" || text === "findings" ? text : "all";
}

export function readOrder(text: string | null): Order {
  return text === "name" ? "name" : "findings";
}

export function findingsByJvm(findings: readonly Finding[]): FindingsByJvm {
  const byJvm = new Map<string, Finding[]>();
  for (const finding of findings.filter((each) => each.state === "open").sort(byWeight)) {
    const list = byJvm.get(finding.jvm);
    if (list) list.push(finding);
    else byJvm.set(finding.jvm, [finding]);
  }
  return byJvm;
}

export function needsAttention(findings: readonly Finding[] | undefined): boolean {
  return findings?.some((each) => each.severity !== "notice") ?? false;
}

/** Ended and detached JVMs said goodbye: they are not lost, and count under all. */
export function showing(jvms: Jvm[], show: Show, findings: FindingsByJvm): Jvm[] {
  if (show === "all") return jvms;
  if (show === "findings") return jvms.filter((jvm) => findings.has(jvm.id));
  return jvms.filter((jvm) => jvm.state === show);
}

/** Worst first, by groups and within them; what has no finding keeps its order. */
export function ordered(groups: FleetGroup[], findings: FindingsByJvm, order: Order): FleetGroup[] {
  if (order === "name") return groups;
  const worstOf = (jvm: Jvm | undefined) => jvm && findings.get(jvm.id)?.[0];
  return groups
    .map((group) => ({
      ...group,
      jvms: [...group.jvms].sort((a, b) => worse(worstOf(a), worstOf(b))),
    }))
    .sort((a, b) => worse(worstOf(a.jvms[0]), worstOf(b.jvms[0])));
}

function worse(a: Finding | undefined, b: Finding | undefined): number {
  if (a && b) return byWeight(a, b);
  return (a ? 0 : 1) - (b ? 0 : 1);
}

/**
 * Keeps the JVMs that match every word. A word with a colon matches a label, as in env:prod; any
 * other one matches service, host, process id, JDK or a label's value.
 */
export function filtered(jvms: Jvm[], text: string): Jvm[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return jvms;
  return jvms.filter((jvm) => words.every((word) => matches(jvm, word)));
}

/** Groups in the order in which they first appear. */
export function grouped(jvms: Jvm[], by: Grouping = "service"): FleetGroup[] {
  const byName = new Map<string, Jvm[]>();
  for (const jvm of jvms) {
    const name = groupOf(jvm, by);
    const group = byName.get(name);
    if (group) group.push(jvm);
    else byName.set(name, [jvm]);
  }
  return [...byName].map(([name, members]) => {
    const live = members.filter((jvm) => jvm.state === "live");
    const cpu = live.flatMap((jvm) => jvm.latest.cpuCores ?? []);
    return {
      name,
      jvms: members,
      live: live.length,
      lost: members.filter((jvm) => jvm.state === "lost").length,
      cpuCores: cpu.length === 0 ? undefined : cpu.reduce((sum, each) => sum + each, 0),
    };
  });
}

function groupOf(jvm: Jvm, by: Grouping): string {
  if (by === "none") return "";
  return by === "service" ? jvm.service : (jvm.labels[by] ?? UNLABELLED);
}

/** The labels that JVMs carry, to group by. */
export function labelNames(jvms: readonly Jvm[]): string[] {
  return [...new Set(jvms.flatMap((jvm) => Object.keys(jvm.labels)))].sort();
}

/** Without a limit in view, what the memory is of a limit is nothing to give a column to. */
export function anyLimit(jvms: readonly Jvm[]): boolean {
  return jvms.some((jvm) => jvm.latest.limitBytes !== undefined);
}

function matches(jvm: Jvm, word: string): boolean {
  const colon = word.indexOf(":");
  if (colon > 0) {
    const name = word.slice(0, colon);
    const value = word.slice(colon + 1);
    return Object.entries(jvm.labels).some(
      ([key, text]) => key.toLowerCase() === name && text.toLowerCase().includes(value),
    );
  }
  const texts = [jvm.service, jvm.host, String(jvm.pid), jvm.jdk, ...Object.values(jvm.labels)];
  return texts.some((text) => text.toLowerCase().includes(word));
}
