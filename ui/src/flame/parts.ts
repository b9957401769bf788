import { layOut } from "./layout";
import { Siblings } from "./siblings";
import { widthsOf, wholeOf, type FlameTree } from "./tree";

/** Which of a node's amounts is taken over: its own, or all below it as well. */
type Side = "self" | "total";

/** A tree made of parts of another one. The frames of both have the same numbers. */
export class Parts {
  private readonly width: number[] = [];
  private readonly columns = {
    value: [] as number[],
    samples: [] as number[],
    baseValue: [] as number[],
    baseSamples: [] as number[],
  };
  private readonly siblings = new Siblings();

  constructor(
    private readonly of: FlameTree,
    rootFrame: number,
  ) {
    this.child(-1, rootFrame);
  }

  /** The child of a node for a frame: a new one, or the one that was made before. */
  child(parent: number, frame: number): number {
    const node = this.siblings.child(parent, frame);
    if (node === this.width.length) this.append();
    return node;
  }

  /** Adds what a node of the other tree took to the own part of one here. */
  add(node: number, from: number, side: Side): void {
    const { of } = this;
    const { value, samples, baseValue, baseSamples } = this.columns;
    this.width[node]! += of[side][from]!;
    value[node]! += of.value[side][from]!;
    samples[node]! += of.samples[side][from]!;
    if (!of.base) return;
    baseValue[node]! += of.base.value[side][from]!;
    baseSamples[node]! += of.base.samples[side][from]!;
  }

  /** The tree, with shares of what the other one's are of. */
  asPart(): FlameTree {
    const tree = this.layOut(this.width);
    tree.whole = wholeOf(this.of);
    if (tree.base) tree.base.whole = wholeOf(this.of.base!);
    return tree;
  }

  /** The tree, with shares of itself. */
  asWhole(): FlameTree {
    const { value, baseValue } = this.columns;
    return this.layOut(widthsOf(value, this.of.base && baseValue));
  }

  private layOut(width: readonly number[]): FlameTree {
    const { columns } = this;
    const { parent, frame } = this.siblings;
    const { names, types } = this.of;
    return layOut({ names, types, parent, frame, width, columns });
  }

  private append(): void {
    const { value, samples, baseValue, baseSamples } = this.columns;
    this.width.push(0);
    value.push(0);
    samples.push(0);
    if (this.of.base) {
      baseValue.push(0);
      baseSamples.push(0);
    }
  }
}
