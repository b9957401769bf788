import type { FlameTree, Measure } from "./tree";

/** A call tree in which siblings are different frames, parents before children. All amounts are self. */
export interface Merged {
  names: string[];
  types: string[];
  parent: ArrayLike<number>;
  frame: ArrayLike<number>;
  /** How wide each node's own part is; the values themselves where nothing is compared. */
  width: ArrayLike<number>;
  columns: Columns;
}

/** Self columns of a tree; the base ones are empty unless it is a difference. */
export interface Columns {
  value: ArrayLike<number>;
  samples: ArrayLike<number>;
  baseValue: ArrayLike<number>;
  baseSamples: ArrayLike<number>;
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
  const { offset, list } = childLists(parent);
  const heaviestFirst = (a: number, b: number) =>
    total[b]! - total[a]! || compare(names[frame[a]!], names[frame[b]!]);
  // By nodes of the merged tree, set when their parent is placed.
  const start = new Float64Array(size);

  // An explicit stack: recursion of the application must not become recursion here.
  const pending = new Int32Array(size);
  let waiting = size > 0 ? 1 : 0;
  let next = 0;
  while (waiting > 0) {
    const old = pending[--waiting]!;
    const at = next++;
    const above = at === 0 ? -1 : placed[parent[old]!]!;
    placed[old] = at;
    tree.frame[at] = frame[old]!;
    tree.parent[at] = above;
    tree.start[at] = start[old]!;
    if (above >= 0) {
      const depth = tree.depth[above]! + 1;
      tree.depth[at] = depth;
      if (depth > tree.maxDepth) tree.maxDepth = depth;
    }
    const first = offset[old]!;
    const end = offset[old + 1]!;
    if (end - first > 1) sortPart(list, first, end, heaviestFirst);
    // Children stand at the left edge; the node's own width is what they leave free at the right.
    let x = start[old]!;
    for (let i = first; i < end; i++) {
      start[list[i]!] = x;
      x += total[list[i]!]!;
    }
    // The heaviest child is taken from the stack first.
    for (let i = end - 1; i >= first; i--) pending[waiting++] = list[i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    if (tree.end[i]! === 0) tree.end[i] = i + 1;
    const above = tree.parent[i]!;
    if (above >= 0 && tree.end[above]! < tree.end[i]!) tree.end[above] = tree.end[i]!;
  }

  const measure = (self: ArrayLike<number>, totals = totalsOf(self, parent)): Measure => {
    const result = { self: new Float64Array(size), total: new Float64Array(size) };
    for (let old = 0; old < size; old++) {
      const at = placed[old]!;
      result.self[at] = self[old]!;
      result.total[at] = totals[old]!;
    }
    return result;
  };
  const { value, samples, baseValue, baseSamples } = columns;
  const compared = baseValue.length > 0;
  const widths = measure(width, total);
  return {
    ...tree,
    ...widths,
    value: value === width ? widths : measure(value),
    samples: measure(samples),
    ...(compared && { base: { value: measure(baseValue), samples: measure(baseSamples) } }),
  };
}

/** The children of node i are list[offset[i]] up to list[offset[i + 1]], without that one. */
function childLists(parent: ArrayLike<number>): { offset: Int32Array; list: Int32Array } {
  const size = parent.length;
  const offset = new Int32Array(size + 1);
  for (let i = 1; i < size; i++) offset[parent[i]! + 1]!++;
  for (let i = 0; i < size; i++) offset[i + 1]! += offset[i]!;
  const fill = offset.slice();
  const list = new Int32Array(Math.max(0, size - 1));
  for (let i = 1; i < size; i++) list[fill[parent[i]!]!++] = i;
  return { offset, list };
}

// Up to here, to move numbers about takes less than to call the sort of the browser.
const FEW = 16;

function sortPart(
  list: Int32Array,
  first: number,
  end: number,
  order: (a: number, b: number) => number,
): void {
  if (end - first > FEW) {
    list.subarray(first, end).sort(order);
    return;
  }
  for (let i = first + 1; i < end; i++) {
    const moved = list[i]!;
    let at = i;
    for (; at > first && order(list[at - 1]!, moved) > 0; at--) list[at] = list[at - 1]!;
    list[at] = moved;
  }
}

function compare(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function totalsOf(self: ArrayLike<number>, parent: ArrayLike<number>): Float64Array {
  const total = Float64Array.from(self);
  for (let i = total.length - 1; i > 0; i--) total[parent[i]!]! += total[i]!;
  return total;
}
