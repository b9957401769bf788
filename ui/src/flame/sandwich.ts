import { Parts } from "./parts";
import type { FlameTree } from "./tree";

/** One frame in the middle of all stacks it is in. In both trees node 0 is the frame itself. */
export interface Sandwich {
  /** Upside down: the children of a node are those who called it. */
  callers: FlameTree;
  callees: FlameTree;
}

/**
 * Merges all stacks that a frame is in. A sample counts once however often the frame is in its stack:
 * who called it is told from the call that is nearest to the root, and all that this call did, its
 * recursion too, stands below it.
 */
export function sandwich(tree: FlameTree, frame: number): Sandwich {
  const callers = new Parts(tree, frame);
  const callees = new Parts(tree, frame);
  for (let node = 1; node < tree.size; node++) {
    if (tree.frame[node] !== frame) continue;
    addCallers(callers, tree, node);
    addCallees(callees, tree, node);
    // What stands deeper in this subtree belongs to this call.
    node = tree.end[node]! - 1;
  }
  return { callers: callers.asPart(), callees: callees.asPart() };
}

function addCallers(callers: Parts, tree: FlameTree, node: number): void {
  let at = 0;
  for (let above = tree.parent[node]!; above > 0; above = tree.parent[above]!) {
    at = callers.child(at, tree.frame[above]!);
  }
  callers.add(at, node, "total");
}

function addCallees(callees: Parts, tree: FlameTree, node: number): void {
  const end = tree.end[node]!;
  const placed = new Int32Array(end - node);
  callees.add(0, node, "self");
  for (let below = node + 1; below < end; below++) {
    const at = callees.child(placed[tree.parent[below]! - node]!, tree.frame[below]!);
    placed[below - node] = at;
    callees.add(at, below, "self");
  }
}
