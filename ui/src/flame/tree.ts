import { layOut, totalsOf, type Merged } from "./layout";
import { Siblings } from "./siblings";

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

/** The type of a frame that is no code but the threads its stacks were in, as their root. */
export const THREAD = "thread";

/** One quantity of every node: its own, and with all that is below it. */
export interface Measure {
  self: Float64Array;
  total: Float64Array;
}

/** What a window took: by weight, and the samples this was learnt from. */
export interface Taken {
  value: Measure;
  samples: Measure;
  /** The weight that shares are of, where it is not the root's: in a tree that is a part of another. */
  whole?: number;
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
  /** For each frame, how most of its samples ran: interpreted, compiled, native ... or thread. */
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
  return shareOf(tree, node) - shareOf(tree.base, node);
}

export function shareOf(taken: Taken, node: number): number {
  const all = wholeOf(taken);
  return all > 0 ? taken.value.total[node]! / all : 0;
}

/** The weight that shares are of. */
export function wholeOf({ value, whole }: Taken): number {
  return whole ?? value.total[0]!;
}

function mergeByName({ frames, nodes }: ProfileColumns): Merged {
  const names: string[] = [];
  const idByName = new Map<string, number>();
  const frameId = frames.map(({ name, type }) => {
    // A thread may be named as a function is: main.
    const key = type === THREAD ? `${THREAD} ${name}` : name;
    let id = idByName.get(key);
    if (id === undefined) {
      id = names.push(name) - 1;
      idByName.set(key, id);
    }
    return id;
  });

  const size = nodes.parent.length;
  const widths = widthsOf(nodes.value, nodes.baseValue);
  const siblings = new Siblings(size);
  const nodeOf = new Int32Array(size);
  const value = new Float64Array(size);
  const samples = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const parent = i === 0 ? -1 : nodeOf[nodes.parent[i]!]!;
    const frame = i === 0 ? -1 : (frameId[nodes.frame[i]!] ?? -1);
    const node = siblings.child(parent, frame);
    nodeOf[i] = node;
    value[node]! += nodes.value[i]!;
    samples[node]! += nodes.self[i]!;
  }

  const { size: made, parent, frame } = siblings;
  const summed = (amounts: readonly number[] | undefined) => {
    const sums = new Float64Array(amounts ? made : 0);
    amounts?.forEach((amount, i) => (sums[nodeOf[i]!]! += amount));
    return sums;
  };
  const values = value.subarray(0, made);
  return {
    names,
    types: typesOf(frames, nodes, widths, frameId, names.length),
    parent,
    frame,
    width: widths === nodes.value ? values : summed(widths),
    columns: {
      value: values,
      samples: samples.subarray(0, made),
      baseValue: summed(nodes.baseValue),
      baseSamples: summed(nodes.base),
    },
  };
}

/** How wide each node's own part is: its weight, or in a difference the mean of its two shares. */
export function widthsOf(
  value: readonly number[],
  baseValue: readonly number[] | undefined,
): readonly number[] {
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
