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
  return sumsOf(tree, [measure])[0]!;
}

/** What every frame took, by each measure the tree has. */
export interface FrameFacts extends Taken {
  width: Measure;
  base?: Taken;
}

export function frameFacts(tree: FlameTree): FrameFacts {
  const { value, samples, base } = tree;
  if (!base) {
    // Widths are the weights themselves.
    const [values, counts] = sumsOf(tree, [value, samples]);
    return { width: values!, value: values!, samples: counts! };
  }
  const all = sumsOf(tree, [tree, value, samples, base.value, base.samples]);
  const [width, values, counts, before, countsBefore] = all as [
    Measure,
    Measure,
    Measure,
    Measure,
    Measure,
  ];
  return {
    width,
    value: values,
    samples: counts,
    base: { value: before, samples: countsBefore },
  };
}

function sumsOf(tree: FlameTree, measures: readonly Measure[]): Measure[] {
  const frames = tree.names.length;
  const outermost = outermostNodes(tree);
  return measures.map((measure) => {
    const self = new Float64Array(frames);
    const total = new Float64Array(frames);
    for (let node = 1; node < tree.size; node++) {
      const frame = tree.frame[node]!;
      if (frame < 0) continue;
      self[frame]! += measure.self[node]!;
      if (outermost[node] === 1) total[frame]! += measure.total[node]!;
    }
    return { self, total };
  });
}

/** Who calls a frame, by width; the frame's own recursion is no call from outside. */
export function callersOf(tree: FlameTree, frame: number): Neighbour[] {
  const widths = new Map<number, number>();
  // The end of the outermost open subtree that the frame stands at.
  let openUntil = 0;
  for (let node = 1; node < tree.size; node++) {
    if (tree.frame[node] !== frame || node < openUntil) continue;
    openUntil = tree.end[node]!;
    const caller = tree.frame[tree.parent[node]!]!;
    if (caller >= 0) widths.set(caller, (widths.get(caller) ?? 0) + tree.total[node]!);
  }
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

/** One for each node without its frame above it. */
function outermostNodes(tree: FlameTree): Uint8Array {
  const outermost = new Uint8Array(tree.size);
  // For each frame, the end of the outermost open subtree it stands at.
  const openUntil = new Int32Array(tree.names.length);
  for (let node = 1; node < tree.size; node++) {
    const frame = tree.frame[node]!;
    if (frame < 0 || node < openUntil[frame]!) continue;
    openUntil[frame] = tree.end[node]!;
    outermost[node] = 1;
  }
  return outermost;
}

function heaviestFirst(widths: Map<number, number>): Neighbour[] {
  return [...widths].map(([frame, width]) => ({ frame, width })).sort((a, b) => b.width - a.width);
}
