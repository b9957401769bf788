const LEAST_NODES = 1 << 9;

/**
 * Numbers nodes by their parent and frame, in the order in which they first come. A table with open
 * addressing of nothing but numbers: a Map with a hundred thousand pairs for keys takes longer than
 * all the rest of laying a tree out.
 */
export class Siblings {
  size = 0;
  private parents: Int32Array;
  private frames: Int32Array;
  /** One more than the node; 0 is free. Twice as many as nodes have room, a power of two. */
  private slots: Int32Array;

  constructor(expected = 0) {
    let room = LEAST_NODES;
    while (room < expected) room *= 2;
    this.parents = new Int32Array(room);
    this.frames = new Int32Array(room);
    this.slots = new Int32Array(2 * room);
  }

  /** The parents of all nodes. */
  get parent(): Int32Array {
    return this.parents.subarray(0, this.size);
  }

  /** The frames of all nodes. */
  get frame(): Int32Array {
    return this.frames.subarray(0, this.size);
  }

  /** The child of a node for a frame: a new one, or the one that was made before. */
  child(parent: number, frame: number): number {
    if (this.size === this.parents.length) this.grow();
    const { slots, parents, frames } = this;
    const mask = slots.length - 1;
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(frame, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = hash & mask;
    for (; slots[at] !== 0; at = (at + 1) & mask) {
      const node = slots[at]! - 1;
      if (parents[node] === parent && frames[node] === frame) return node;
    }
    const node = this.size++;
    parents[node] = parent;
    frames[node] = frame;
    slots[at] = node + 1;
    return node;
  }

  private grow(): void {
    const { parents, frames, size } = this;
    const larger = new Siblings(2 * size);
    for (let node = 0; node < size; node++) larger.child(parents[node]!, frames[node]!);
    this.parents = larger.parents;
    this.frames = larger.frames;
    this.slots = larger.slots;
  }
}
