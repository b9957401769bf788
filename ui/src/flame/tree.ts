/** A profile as the collector sends it: the call tree in columns, parents before children. */
export interface ProfileColumns {
  frames: readonly { name: string; type: string }[];
  nodes: { parent: readonly number[]; frame: readonly number[]; self: readonly number[] };
}

/**
 * A call tree laid out once for drawing. Nodes are in preorder with the heaviest child first, so a
 * subtree is the index range [node, end[node]) and drawing can skip it in one step. Node 0 is the
 * root, which has no frame (-1).
 */
export interface FlameTree {
  size: number;
  /** Names of frames; one frame for all ways in which it was compiled. */
  names: string[];
  /** For each frame, how most of its samples ran: interpreted, compiled, inlined, native ... */
  types: string[];
  frame: Int32Array;
  parent: Int32Array;
  depth: Int32Array;
  end: Int32Array;
  /** Samples to the left of the node. */
  start: Float64Array;
  total: Float64Array;
  self: Float64Array;
  maxDepth: number;
}

/**
 * Merges siblings that differ only in how they were compiled, sums totals from self counts in one
 * pass, and lays the tree out.
 */
export function flameTree(profile: ProfileColumns): FlameTree {
  const merged = mergeByName(profile);
  return layOut(merged);
}

interface Merged {
  names: string[];
  types: string[];
  parent: number[];
  frame: number[];
  self: number[];
}

function mergeByName({ frames, nodes }: ProfileColumns): Merged {
  const names: string[] = [];
  const idByName = new Map<string, number>();
  const frameId = frames.map(({ name }) => {
    let id = idByName.get(name);
    if (id === undefined) {
      id = names.push(name) - 1;
      idByName.set(name, id);
    }
    return id;
  });

  const result: Merged = {
    names,
    types: typesOf(frames, nodes, frameId, names.length),
    parent: [],
    frame: [],
    self: [],
  };
  const nodeOf = new Int32Array(nodes.parent.length);
  const known = new Map<number, number>();
  for (let i = 0; i < nodes.parent.length; i++) {
    const self = nodes.self[i] ?? 0;
    if (i === 0) {
      result.parent.push(-1);
      result.frame.push(-1);
      result.self.push(self);
      continue;
    }
    const parent = nodeOf[nodes.parent[i]!]!;
    const frame = frameId[nodes.frame[i]!] ?? -1;
    // Unique for a pair as long as nodes times frames stays below 2^53.
    const key = parent * (names.length + 1) + frame;
    let node = known.get(key);
    if (node === undefined) {
      node = result.parent.push(parent) - 1;
      result.frame.push(frame);
      result.self.push(0);
      known.set(key, node);
    }
    result.self[node]! += self;
    nodeOf[i] = node;
  }
  return result;
}

function typesOf(
  frames: ProfileColumns["frames"],
  nodes: ProfileColumns["nodes"],
  frameId: readonly number[],
  count: number,
): string[] {
  const total = Float64Array.from(nodes.self);
  for (let i = total.length - 1; i > 0; i--) total[nodes.parent[i]!]! += total[i]!;
  const weight = new Float64Array(frames.length);
  for (let i = 1; i < total.length; i++) weight[nodes.frame[i]!]! += total[i]!;
  const types = new Array<string>(count).fill("");
  const best = new Float64Array(count).fill(-1);
  frames.forEach(({ type }, i) => {
    const id = frameId[i]!;
    if (weight[i]! > best[id]!) {
      best[id] = weight[i]!;
      types[id] = type;
    }
  });
  return types;
}

function layOut({ names, types, parent, frame, self }: Merged): FlameTree {
  const size = parent.length;
  const total = Float64Array.from(self);
  for (let i = size - 1; i > 0; i--) total[parent[i]!]! += total[i]!;

  const tree: FlameTree = {
    size,
    names,
    types,
    frame: new Int32Array(size),
    parent: new Int32Array(size),
    depth: new Int32Array(size),
    end: new Int32Array(size),
    start: new Float64Array(size),
    total: new Float64Array(size),
    self: new Float64Array(size),
    maxDepth: 0,
  };
  const children = childLists(parent);
  const place = (old: number, at: number, above: number, depth: number, start: number) => {
    tree.frame[at] = frame[old]!;
    tree.parent[at] = above;
    tree.depth[at] = depth;
    tree.start[at] = start;
    tree.total[at] = total[old]!;
    tree.self[at] = self[old]!;
    tree.maxDepth = Math.max(tree.maxDepth, depth);
  };

  // An explicit stack: recursion of the application must not become recursion here.
  const pending: { old: number; above: number; depth: number; start: number }[] = [];
  if (size > 0) pending.push({ old: 0, above: -1, depth: 0, start: 0 });
  let next = 0;
  while (pending.length > 0) {
    const { old, above, depth, start } = pending.pop()!;
    const at = next++;
    place(old, at, above, depth, start);
    const below = children(old).sort(
      (a, b) => total[b]! - total[a]! || compare(names[frame[a]!], names[frame[b]!]),
    );
    // Children stand at the left edge; the node's own samples are what they leave free at the right.
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
  return tree;
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
