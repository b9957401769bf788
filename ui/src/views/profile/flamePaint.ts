import { points } from "../../amounts";
import { changePainter, ownerPainter, type FlameColours, type Painter } from "../../flame/painter";
import type { Matches } from "../../flame/search";
import { shareChange, shareOf, type FlameTree } from "../../flame/tree";
import { isCutAt, isThread } from "../../flame/walk";
import { percentFine, plural } from "../../format";
import { diffLines, profileLines, type Scale } from "./scale";

/** By owner, or in a difference by change with the deepest colours at the given reach. */
export function painterOf(
  tree: FlameTree,
  colours: FlameColours,
  matches: Matches | undefined,
  reach: number | undefined,
): Painter {
  return tree.base
    ? changePainter(tree, colours, matches, reach)
    : ownerPainter(tree, colours, matches);
}

/** What stands behind a frame's name: its share, or in a difference the change of it. */
export function suffixOf(tree: FlameTree, node: number, groups?: GroupSizes): string {
  const change = shareChange(tree, node);
  const share = change === undefined ? percentFine(shareOf(tree, node)) : points(change);
  const threads = threadsText(tree, node, groups);
  return threads === undefined ? share : `${threads}  ${share}`;
}

type GroupSizes = ReadonlyMap<string, number>;

/** "4 threads" where a node stands for several. */
function threadsText(tree: FlameTree, node: number, groups?: GroupSizes): string | undefined {
  if (!groups || !isThread(tree, node)) return undefined;
  const size = groups.get(tree.names[tree.frame[node]!]!) ?? 0;
  return size > 1 ? plural(size, "thread") : undefined;
}

/**
 * A node in lines, its name first, for its tooltip and for a screen reader. Among callers the own part
 * is what begins there, not what they took themselves, and left out.
 */
export function describedLines(
  scale: Scale,
  tree: FlameTree,
  node: number,
  { amongCallers = false, groups }: { amongCallers?: boolean; groups?: GroupSizes } = {},
): string[] {
  const frame = tree.frame[node]!;
  const threads = threadsText(tree, node, groups);
  return [
    frame < 0 ? "all" : tree.names[frame]!,
    ...(threads === undefined ? [] : [threads]),
    ...(isCutAt(tree, node) ? ["cut here: what called it is not known"] : []),
    ...(tree.base
      ? diffLines(scale, tree, tree.base, node)
      : profileLines(scale, tree, node).slice(0, amongCallers ? 1 : undefined)),
  ];
}
