import { layOut, type Merged } from "./layout";
import { widthsOf, wholeOf, type FlameTree } from "./tree";

/** Which of a node's amounts is taken over: its own, or all below it as well. */
type Side = "self" | "total";

/** A tree made of parts of another one. The frames of both have the same numbers. */
export class Parts {
  private readonly merged: Merged;
  private readonly known = new Map<number, number>();

  constructor(
    private readonly of: FlameTree,
    rootFrame: number,
  ) {
    this.merged = {
      names: of.names,
      types: of.types,
      parent: [],
      frame: [],
      width: [],
      columns: { value: [], samples: [], baseValue: [], baseSamples: [] },
    };
    this.append(-1, rootFrame);
  }

  /** The child of a node for a frame: a new one, or the one that was made before. */
  child(parent: number, frame: number): number {
    // Unique for a pair as long as nodes times frames stays below 2^53.
    const key = parent * (this.of.names.length + 1) + frame;
    let node = this.known.get(key);
    if (node === undefined) {
      node = this.append(parent, frame);
      this.known.set(key, node);
    }
    return node;
  }

  /** Adds what a node of the other tree took to the own part of one here. */
  add(node: number, from: number, side: Side): void {
    const { of, merged } = this;
    const { value, samples, baseValue, baseSamples } = merged.columns;
    merged.width[node]! += of[side][from]!;
    value[node]! += of.value[side][from]!;
    samples[node]! += of.samples[side][from]!;
    if (!of.base) return;
    baseValue[node]! += of.base.value[side][from]!;
    baseSamples[node]! += of.base.samples[side][from]!;
  }

  /** The tree, with shares of what the other one's are of. */
  asPart(): FlameTree {
    const tree = layOut(this.merged);
    tree.whole = wholeOf(this.of);
    if (tree.base) tree.base.whole = wholeOf(this.of.base!);
    return tree;
  }

  /** The tree, with shares of itself. */
  asWhole(): FlameTree {
    const { value, baseValue } = this.merged.columns;
    return layOut({
      ...this.merged,
      width: [...widthsOf(value, this.of.base && baseValue)],
    });
  }

  private append(parent: number, frame: number): number {
    const { merged, of } = this;
    const { value, samples, baseValue, baseSamples } = merged.columns;
    merged.frame.push(frame);
    merged.width.push(0);
    value.push(0);
    samples.push(0);
    if (of.base) {
      baseValue.push(0);
      baseSamples.push(0);
    }
    return merged.parent.push(parent) - 1;
  }
}
