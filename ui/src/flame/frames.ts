import type { FlameTree, Measure, Taken } from "./tree";

export interface Neighbour {
  frame: number;
  width: number;
}

/**
 * What each frame took by one measure of the tree, over all stacks it is in. A stack counts once for
 * a frame, however often the frame is in it.
 */
export function frameSums(tree: FlameTree, measure: Measure = tree): Measure {
  const self = new Float64Array(tree.names.length);
  const total = new Float64Array(tree.names.length);
  forEachOccurrence(tree, (node, frame, outermost) => {
    self[frame]! += measure.self[node]!;
    if (outermost) total[frame]! += measure.total[node]!;
  });
  return { self, total };
}

/** What every frame took, by each measure the tree has. */
export interface FrameFacts extends Taken {
  width: Measure;
  base?: Taken;
}

export function frameFacts(tree: FlameTree): FrameFacts {
  const taken = ({ value, samples }: Taken): Taken => ({
    value: frameSums(tree, value),
    samples: frameSums(tree, samples),
  });
  return { ...taken(tree), width: frameSums(tree), base: tree.base && taken(tree.base) };
}

/** Who calls a frame, by width; the frame's own recursion is no call from outside. */
export function callersOf(tree: FlameTree, frame: number): Neighbour[] {
  const widths = new Map<number, number>();
  forEachOccurrence(tree, (node, each, outermost) => {
    if (each !== frame || !outermost) return;
    const caller = tree.frame[tree.parent[node]!]!;
    if (caller >= 0) widths.set(caller, (widths.get(caller) ?? 0) + tree.total[node]!);
  });
  return heaviestFirst(widths);
}

/** What a frame calls, by width; a stack counts once for a callee below it. */
export function calleesOf(tree: FlameTree, frame: number): Neighbour[] {
  const widths = new Map<number, number>();
  const openUntil = new Map<number, number>();
  for (let node = 1; node < tree.size; node++) {
    const callee = tree.frame[node]!;
    if (callee === frame || tree.frame[tree.parent[node]!] !== frame) continue;
    // Under recursion the same call stands again inside its own subtree.
    if (node < (openUntil.get(callee) ?? 0)) continue;
    openUntil.set(callee, tree.end[node]!);
    widths.set(callee, (widths.get(callee) ?? 0) + tree.total[node]!);
  }
  return heaviestFirst(widths);
}

/** The frame's stacks, by their topmost node. */
export function placesOf(tree: FlameTree, frame: number): number {
  let places = 0;
  for (let node = 1; node < tree.size; node++) if (tree.frame[node] === frame) places++;
  return places;
}

function forEachOccurrence(
  tree: FlameTree,
  visit: (node: number, frame: number, outermost: boolean) => void,
): void {
  // For each frame, the end of the outermost open subtree it stands at.
  const openUntil = new Int32Array(tree.names.length);
  for (let node = 1; node < tree.size; node++) {
    const frame = tree.frame[node]!;
    if (frame < 0) continue;
    const outermost = node >= openUntil[frame]!;
    if (outermost) openUntil[frame] = tree.end[node]!;
    visit(node, frame, outermost);
  }
}

function heaviestFirst(widths: Map<number, number>): Neighbour[] {
  return [...widths].map(([frame, width]) => ({ frame, width })).sort((a, b) => b.width - a.width);
}
