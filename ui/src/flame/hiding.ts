import { Parts } from "./parts";
import type { FlameTree } from "./tree";

/** The tree without some frames and all that is below them; shares are of the rest. */
export function without(tree: FlameTree, frames: ReadonlySet<number>): FlameTree {
  const kept = keptNodes(tree, frames);
  const rest = new Parts(tree, -1);
  const placed = new Int32Array(tree.size);
  rest.add(0, 0, "self");
  for (let node = 1; node < tree.size; node++) {
    if (kept[node] === 0) continue;
    const at = rest.child(placed[tree.parent[node]!]!, tree.frame[node]!);
    placed[node] = at;
    rest.add(at, node, "self");
  }
  return rest.asWhole();
}

/** One for each node that stays: not hidden, and with something of its own or below it left. */
function keptNodes(tree: FlameTree, frames: ReadonlySet<number>): Uint8Array {
  const kept = new Uint8Array(tree.size);
  for (let node = 1; node < tree.size; node++) {
    if (frames.has(tree.frame[node]!)) node = tree.end[node]! - 1;
    else if (tree.self[node]! > 0) kept[node] = 1;
  }
  for (let node = tree.size - 1; node > 0; node--) {
    if (kept[node] === 1) kept[tree.parent[node]!] = 1;
  }
  return kept;
}
