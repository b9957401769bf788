import type { FlameTree } from "./tree";

/** What each frame took, over all stacks it is in. */
export interface FrameSums {
  self: Float64Array;
  /** A sample counts once for a frame, however often the frame is in its stack. */
  total: Float64Array;
}

export interface Neighbour {
  frame: number;
  samples: number;
}

export function frameSums(tree: FlameTree): FrameSums {
  const self = new Float64Array(tree.names.length);
  const total = new Float64Array(tree.names.length);
  forEachOccurrence(tree, (node, frame, outermost) => {
    self[frame]! += tree.self[node]!;
    if (outermost) total[frame]! += tree.total[node]!;
  });
  return { self, total };
}

/** Who calls a frame, by samples; the frame's own recursion is no call from outside. */
export function callersOf(tree: FlameTree, frame: number): Neighbour[] {
  const samples = new Map<number, number>();
  forEachOccurrence(tree, (node, each, outermost) => {
    if (each !== frame || !outermost) return;
    const caller = tree.frame[tree.parent[node]!]!;
    if (caller >= 0) samples.set(caller, (samples.get(caller) ?? 0) + tree.total[node]!);
  });
  return heaviestFirst(samples);
}

/** What a frame calls, by samples; a sample counts once for a callee below it. */
export function calleesOf(tree: FlameTree, frame: number): Neighbour[] {
  const samples = new Map<number, number>();
  const openUntil = new Map<number, number>();
  for (let node = 1; node < tree.size; node++) {
    const callee = tree.frame[node]!;
    if (callee === frame || tree.frame[tree.parent[node]!] !== frame) continue;
    // Under recursion the same call stands again inside its own subtree.
    if (node < (openUntil.get(callee) ?? 0)) continue;
    openUntil.set(callee, tree.end[node]!);
    samples.set(callee, (samples.get(callee) ?? 0) + tree.total[node]!);
  }
  return heaviestFirst(samples);
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

function heaviestFirst(samples: Map<number, number>): Neighbour[] {
  return [...samples]
    .map(([frame, amount]) => ({ frame, samples: amount }))
    .sort((a, b) => b.samples - a.samples);
}
