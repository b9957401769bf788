/**
 * A profile as the collector sends it: the call tree in columns, parents before children. Self counts
 * samples and value weighs them in the profile's unit; the base columns are there in a difference.
 */
export interface ProfileColumns {
  frames: readonly { name: string; type: string }[];
  nodes: {
    parent: readonly number[];
    frame: readonly number[];
    self: readonly number[];
    value: readonly number[];
    base?: readonly number[];
    baseValue?: readonly number[];
  };
}

/** One quantity of every node: its own, and with all that is below it. */
export interface Measure {
  self: Float64Array;
  total: Float64Array;
}

/** What a window took: by weight, and the samples this was learnt from. */
export interface Taken {
  value: Measure;
  samples: Measure;
}

/**
 * A call tree laid out once for drawing. Nodes are in preorder with the heaviest child first, so a
 * subtree is the index range [node, end[node]) and drawing can skip it in one step. Node 0 is the
 * root, which has no frame (-1).
 *
 * Its own self and total are widths: the weight of a profile. In a difference they are the mean of
 * the shares before and now, so that what is gone has its place beside what is new.
 */
export interface FlameTree extends Measure, Taken {
  size: number;
  /** Names of frames; one frame for all ways in which it was compiled. */
  names: string[];
  /** For each frame, how most of its samples ran: interpreted, compiled, inlined, native ... */
  types: string[];
  frame: Int32Array;
  parent: Int32Array;
  depth: Int32Array;
  end: Int32Array;
  /** Width to the left of the node. */
  start: Float64Array;
  maxDepth: number;
  /** In a difference: the same for the window compared with. */
  base?: Taken;
}

/**
 * Merges siblings that differ only in how they were compiled, sums totals from self counts in one
 * pass, and lays the tree out.
 */
export function flameTree(profile: ProfileColumns): FlameTree {
  return layOut(mergeByName(profile));
}

/** How the share of a node changed, from -1 to 1; undefined where nothing is compared. */
export function shareChange(tree: FlameTree, node: number): number | undefined {
  if (!tree.base) return undefined;
  return shareOf(tree.value, node) - shareOf(tree.base.value, node);
}

export function shareOf(measure: Measure, node: number): number {
  const all = measure.total[0]!;
  return all > 0 ? measure.total[node]! / all : 0;
}

interface Merged {
  names: string[];
  types: string[];
  parent: number[];
  frame: number[];
  width: number[];
  columns: Columns;
}

/** Self columns of a tree; the base ones are empty unless it is a difference. */
interface Columns {
  value: number[];
  samples: number[];
  baseValue: number[];
  baseSamples: number[];
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

  const widths = widthsOf(nodes);
  const result: Merged = {
    names,
    types: typesOf(frames, nodes, widths, frameId, names.length),
    parent: [],
    frame: [],
    width: [],
    columns: { value: [], samples: [], baseValue: [], baseSamples: [] },
  };
  const { value, samples, baseValue, baseSamples } = result.columns;
  const nodeOf = new Int32Array(nodes.parent.length);
  const known = new Map<number, number>();
  for (let i = 0; i < nodes.parent.length; i++) {
    const parent = i === 0 ? -1 : nodeOf[nodes.parent[i]!]!;
    const frame = i === 0 ? -1 : (frameId[nodes.frame[i]!] ?? -1);
    // Unique for a pair as long as nodes times frames stays below 2^53.
    const key = parent * (names.length + 1) + frame;
    let node = known.get(key);
    if (node === undefined) {
      node = result.parent.push(parent) - 1;
      result.frame.push(frame);
      known.set(key, node);
    }
    nodeOf[i] = node;
    add(result.width, node, widths[i]);
    add(value, node, nodes.value[i]);
    add(samples, node, nodes.self[i]);
    if (nodes.baseValue) add(baseValue, node, nodes.baseValue[i]);
    if (nodes.base) add(baseSamples, node, nodes.base[i]);
  }
  return result;
}

function add(column: number[], node: number, amount = 0): void {
  column[node] = (column[node] ?? 0) + amount;
}

function widthsOf({ value, baseValue }: ProfileColumns["nodes"]): readonly number[] {
  if (!baseValue) return value;
  const now = sum(value);
  const before = sum(baseValue);
  const sides = (now > 0 ? 1 : 0) + (before > 0 ? 1 : 0);
  return value.map(
    (each, i) =>
      ((now > 0 ? each / now : 0) + (before > 0 ? baseValue[i]! / before : 0)) / Math.max(1, sides),
  );
}

function sum(values: readonly number[]): number {
  let all = 0;
  for (const each of values) all += each;
  return all;
}

function typesOf(
  frames: ProfileColumns["frames"],
  nodes: ProfileColumns["nodes"],
  widths: readonly number[],
  frameId: readonly number[],
  count: number,
): string[] {
  const total = totalsOf(widths, nodes.parent);
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

function totalsOf(self: readonly number[], parent: readonly number[]): Float64Array {
  const total = Float64Array.from(self);
  for (let i = total.length - 1; i > 0; i--) total[parent[i]!]! += total[i]!;
  return total;
}

function layOut({ names, types, parent, frame, width, columns }: Merged): FlameTree {
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
