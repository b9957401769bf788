import type { Jvm } from "../../api/types";
import type { FindingsByJvm, FleetGroup } from "./fleet";

/** One line of the table. Keys are unique and stay while what they stand for is there. */
export type FleetRow =
  | { kind: "group"; key: string; group: FleetGroup; open: boolean }
  | { kind: "jvm"; key: string; jvm: Jvm }
  | { kind: "peek"; key: string; jvm: Jvm }
  | { kind: "more"; key: string; group: FleetGroup; amount: number }
  | { kind: "groups"; key: string; groups: number; jvms: number };

/** What the viewer unfolded, folded or looks into; everything else follows from the findings. */
export interface Folds {
  open: ReadonlySet<string>;
  shut: ReadonlySet<string>;
  /** Groups whose JVMs without findings are listed as well. */
  more: ReadonlySet<string>;
  allGroups: boolean;
  peek?: string;
}

// A fleet that fits the screen needs no folding.
const SMALL_FLEET = 40;
// Fewer lines than this are not worth a line that stands for them.
const LEAST_FOLDED = 4;
const QUIET_GROUPS = 12;

/** The lines in order: worst groups unfolded, what has nothing to say summed up in one line. */
export function fleetRows(
  groups: readonly FleetGroup[],
  findings: FindingsByJvm,
  folds: Folds,
  searching: boolean,
): FleetRow[] {
  const rows: FleetRow[] = [];
  const small = groups.reduce((sum, group) => sum + group.jvms.length, 0) <= SMALL_FLEET;
  const all = folds.allGroups || searching;
  let quiet = 0;
  const folded = { groups: 0, jvms: 0 };
  for (const group of groups) {
    const single = group.name === "";
    const worst = findings.get(group.jvms[0]!.id)?.[0];
    const found = group.jvms.some((jvm) => findings.has(jvm.id));
    if (!found && !all && !small && !folds.open.has(group.name) && ++quiet > QUIET_GROUPS) {
      folded.groups++;
      folded.jvms += group.jvms.length;
      continue;
    }
    const byItself = single || small || worst?.severity === "critical";
    const open = folds.open.has(group.name) || (byItself && !folds.shut.has(group.name));
    if (!single) rows.push({ kind: "group", key: `g-${group.name}`, group, open });
    if (open) addJvms(rows, group, findings, folds, small || searching || single || !found);
  }
  if (folded.groups >= LEAST_FOLDED || folded.groups === 0) {
    if (folded.groups > 0) rows.push({ kind: "groups", key: "groups", ...folded });
    return rows;
  }
  return fleetRows(groups, findings, { ...folds, allGroups: true }, searching);
}

function addJvms(
  rows: FleetRow[],
  group: FleetGroup,
  findings: FindingsByJvm,
  folds: Folds,
  everyOne: boolean,
): void {
  const isQuiet = (jvm: Jvm) => jvm.state !== "lost" && !findings.has(jvm.id);
  const quiet = group.jvms.filter(isQuiet).length;
  const fold = !everyOne && !folds.more.has(group.name) && quiet >= LEAST_FOLDED;
  for (const jvm of group.jvms) {
    if (fold && isQuiet(jvm) && jvm.id !== folds.peek) continue;
    rows.push({ kind: "jvm", key: `j-${jvm.id}`, jvm });
    if (jvm.id === folds.peek) rows.push({ kind: "peek", key: `p-${jvm.id}`, jvm });
  }
  if (fold) rows.push({ kind: "more", key: `m-${group.name}`, group, amount: quiet });
}

export const FOLD_PARAMETERS = ["open", "shut", "more", "groups", "peek"] as const;

/** The folds as the address holds them. */
export function readFolds(query: URLSearchParams): Folds {
  const set = (name: string) =>
    new Set((query.get(name) ?? "").split(",").filter(Boolean).map(decodeURIComponent));
  return {
    open: set("open"),
    shut: set("shut"),
    more: set("more"),
    allGroups: query.get("groups") === "all",
    peek: query.get("peek") ?? undefined,
  };
}

export function foldsQuery(folds: Folds): Record<string, string | undefined> {
  const list = (names: ReadonlySet<string>) => [...names].map(encodeURIComponent).join(",");
  return {
    open: list(folds.open),
    shut: list(folds.shut),
    more: list(folds.more),
    groups: folds.allGroups ? "all" : undefined,
    peek: folds.peek,
  };
}

/** A group unfolded if it was folded, or the other way round. */
export function toggled(folds: Folds, name: string, wasOpen: boolean): Folds {
  const [open, shut] = [new Set(folds.open), new Set(folds.shut)];
  if (wasOpen) {
    open.delete(name);
    shut.add(name);
  } else {
    shut.delete(name);
    open.add(name);
  }
  return { ...folds, open, shut };
}
