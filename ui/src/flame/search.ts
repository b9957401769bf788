import type { FlameTree } from "./tree";

export interface Matches {
  /** One for each frame: whether its name matches. */
  frames: Uint8Array;
  /** How many different frames match. */
  count: number;
  /** The width of all stacks with a matching frame anywhere in them; each counts once. */
  width: number;
  /** Matching nodes in the order they are drawn. */
  nodes: Int32Array;
}

/** Finds frames whose name contains the text, whatever its case. Undefined for an empty text. */
export function search(tree: FlameTree, text: string): Matches | undefined {
  const needle = text.trim().toLowerCase();
  if (needle === "") return undefined;
  const frames = new Uint8Array(tree.names.length);
  tree.names.forEach((name, i) => {
    if (name.toLowerCase().includes(needle)) frames[i] = 1;
  });
  const nodes = new Int32Array(tree.size);
  // Of the names, some may stand at no node: what was left out of the tree is not found either.
  const found = new Uint8Array(tree.names.length);
  let count = 0;
  let matching = 0;
  let width = 0;
  let coveredUntil = 0;
  for (let i = 1; i < tree.size; i++) {
    const frame = tree.frame[i]!;
    if (frames[frame] !== 1) continue;
    nodes[matching++] = i;
    if (found[frame] === 0) {
      found[frame] = 1;
      count++;
    }
    // Within a subtree that counted already, a match adds nothing.
    if (i < coveredUntil) continue;
    width += tree.total[i]!;
    coveredUntil = tree.end[i]!;
  }
  return { frames, count, width, nodes: nodes.slice(0, matching) };
}
