import type { FlameTree, Measure } from "./tree";

/** A call tree in which siblings are different frames, parents before children. All amounts are self. */
export interface Merged {
  names: string[];
  types: string[];
  parent: number[];
  frame: number[];
  width: number[];
  columns: Columns;
}

/** Self columns of a tree; the base ones are empty unless it is a difference. */
export interface Columns {
  value: number[];
  samples: number[];
  baseValue: number[];
  baseSamples: number[];
}

/** Places every node: in preorder, the heaviest child first, at the left edge of its parent. */
export function layOut({ names, types, parent, frame, width, columns }: Merged): FlameTree {
  const size = parent.length;
  const total = totalsOf(width, parent);
  const tree = {
    size,
    names,
    types,
    frame: new Int32Array(size),
    parent: new Int32Array(size),
    depth: new Int32Array(size),
    end: new Int32Array(size),
    start: new Float64Array(size),
    maxDepth: 0,
  };
  // Where each node of the merged tree went.
  const placed = new Int32Array(size);
  const children = childLists(parent);

  // An explicit stack: recursion of the application must not become recursion here.
  const pending: { old: number; above: number; depth: number; start: number }[] = [];
  if (size > 0) pending.push({ old: 0, above: -1, depth: 0, start: 0 });
  let next = 0;
  while (pending.length > 0) {
    const { old, above, depth, start } = pending.pop()!;
    const at = next++;
    placed[old] = at;
    tree.frame[at] = frame[old]!;
    tree.parent[at] = above;
    tree.depth[at] = depth;
    tree.start[at] = start;
    tree.maxDepth = Math.max(tree.maxDepth, depth);
    const below = children(old).sort(
      (a, b) => total[b]! - total[a]! || compare(names[frame[a]!], names[frame[b]!]),
    );
    // Children stand at the left edge; the node's own width is what they leave free at the right.
    const first = pending.length;
    let x = start;
    for (const child of below) {
      pending.push({ old: child, above: at, depth: depth + 1, start: x });
      x += total[child]!;
    }
    // The heaviest child is taken from the stack first.
    reverse(pending, first);
  }
  for (let i = size - 1; i >= 0; i--) {
    if (tree.end[i]! === 0) tree.end[i] = i + 1;
    const above = tree.parent[i]!;
    if (above >= 0) tree.end[above] = Math.max(tree.end[above]!, tree.end[i]!);
  }

  const measure = (self: readonly number[]): Measure => {
    const totals = totalsOf(self, parent);
    const result = { self: new Float64Array(size), total: new Float64Array(size) };
    placed.forEach((at, old) => {
      result.self[at] = self[old]!;
      result.total[at] = totals[old]!;
    });
    return result;
  };
  const { value, samples, baseValue, baseSamples } = columns;
  const compared = baseValue.length > 0;
  return {
    ...tree,
    ...measure(width),
    value: measure(value),
    samples: measure(samples),
    ...(compared && { base: { value: measure(baseValue), samples: measure(baseSamples) } }),
  };
}

function childLists(parent: readonly number[]): (node: number) => number[] {
  const size = parent.length;
  const offset = new Int32Array(size + 1);
  for (let i = 1; i < size; i++) offset[parent[i]! + 1]!++;
  for (let i = 0; i < size; i++) offset[i + 1]! += offset[i]!;
  const fill = offset.slice();
  const list = new Int32Array(Math.max(0, size - 1));
  for (let i = 1; i < size; i++) list[fill[parent[i]!]!++] = i;
  return (node) => Array.from(list.subarray(offset[node]!, offset[node + 1]!));
}

function compare(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function reverse<T>(list: T[], from: number): void {
  for (let i = from, j = list.length - 1; i < j; i++, j--) {
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}

export function totalsOf(self: readonly number[], parent: readonly number[]): Float64Array {
  const total = Float64Array.from(self);
  for (let i = total.length - 1; i > 0; i--) total[parent[i]!]! += total[i]!;
  return total;
}
