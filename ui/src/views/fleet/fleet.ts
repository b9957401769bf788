import type { Jvm } from "../../api/types";

export type Show = "all" | "live" | "lost";

export interface ServiceGroup {
  service: string;
  jvms: Jvm[];
  /** The sum over live JVMs whose CPU was read; absent when none was. */
  cpuCores?: number;
  live: number;
}

export function readShow(text: string | null): Show {
  return text === "live" || text === "lost" ? text : "all";
}

/** Ended and detached JVMs said goodbye: they are neither live nor lost, and count under all. */
export function showing(jvms: Jvm[], show: Show): Jvm[] {
  return show === "all" ? jvms : jvms.filter((jvm) => jvm.state === show);
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

/** Groups by service in the order the services first appear. */
export function grouped(jvms: Jvm[]): ServiceGroup[] {
  const byService = new Map<string, Jvm[]>();
  for (const jvm of jvms) {
    const group = byService.get(jvm.service);
    if (group) group.push(jvm);
    else byService.set(jvm.service, [jvm]);
  }
  return [...byService].map(([service, members]) => {
    const live = members.filter((jvm) => jvm.state === "live");
    const cpu = live.flatMap((jvm) => jvm.latest.cpuCores ?? []);
    return {
      service,
      jvms: members,
      live: live.length,
      cpuCores: cpu.length === 0 ? undefined : cpu.reduce((sum, each) => sum + each, 0),
    };
  });
}

/** Without a limit in view, what the memory is of a limit is nothing to give a column to. */
export function anyLimit(groups: readonly ServiceGroup[]): boolean {
  return groups.some((group) => group.jvms.some((jvm) => jvm.latest.limitBytes !== undefined));
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
