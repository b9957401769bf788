import { isCut } from "./names";
import { THREAD, type FlameTree } from "./tree";

/** The nearest child of a node whose samples include a position, or -1. */
export function childAt(tree: FlameTree, node: number, sample: number): number {
  for (let child = node + 1; child < tree.end[node]!; child = tree.end[child]!) {
    if (sample < tree.start[child]!) return -1;
    if (sample < tree.start[child]! + tree.total[child]!) return child;
  }
  return -1;
}

/** The node at a depth whose samples include a position, looked for below a node; or -1. */
export function nodeAt(tree: FlameTree, from: number, depth: number, sample: number): number {
  let node = from;
  while (node >= 0 && tree.depth[node]! < depth) node = childAt(tree, node, sample);
  return node;
}

export function ancestorAt(tree: FlameTree, node: number, depth: number): number {
  let at = node;
  while (at > 0 && tree.depth[at]! > depth) at = tree.parent[at]!;
  return at;
}

export function isWithin(tree: FlameTree, node: number, root: number): boolean {
  return node >= root && node < tree.end[root]!;
}

/** Whether a whole tree's stacks begin here because what called them is not known. */
export function isCutAt(tree: FlameTree, node: number): boolean {
  const above = tree.parent[node]!;
  const begins = above === 0 || (above > 0 && isThread(tree, above));
  return (
    begins &&
    tree.frame[0] === -1 &&
    !isThread(tree, node) &&
    isCut(tree.names[tree.frame[node]!] ?? "")
  );
}

/** Whether a node stands for threads and not for code. */
export function isThread(tree: FlameTree, node: number): boolean {
  return tree.types[tree.frame[node]!] === THREAD;
}

/** The sibling to the right, or -1. */
export function nextSibling(tree: FlameTree, node: number): number {
  const above = tree.parent[node]!;
  const next = tree.end[node]!;
  return above >= 0 && next < tree.end[above]! ? next : -1;
}

/** The sibling to the left, or -1. */
export function previousSibling(tree: FlameTree, node: number): number {
  const above = tree.parent[node]!;
  if (above < 0) return -1;
  let before = -1;
  for (let child = above + 1; child < node; child = tree.end[child]!) before = child;
  return before;
}

/** The heaviest child, or -1 for a leaf. */
export function firstChild(tree: FlameTree, node: number): number {
  return tree.end[node]! > node + 1 ? node + 1 : -1;
}

/**
 * A short name for a node's stack that stays the same in another profile: a hash of the frames from
 * the root. The root's is the empty text.
 */
export function stackKey(tree: FlameTree, node: number): string {
  if (node <= 0) return "";
  const path: number[] = [];
  for (let at = node; at > 0; at = tree.parent[at]!) path.push(at);
  const hash: Hash = [...START];
  for (const at of path.reverse()) extend(hash, nameHash(tree.names[tree.frame[at]!] ?? ""));
  return hashText(hash);
}

/** A short name for a frame, wherever it stands, that stays the same in another profile. */
export function frameKey(name: string): string {
  return hashText(nameHash(name));
}

/** The node with this stack, or -1 when the profile does not hold it. */
export function nodeByKey(tree: FlameTree, key: string): number {
  if (key === "") return 0;
  const wanted: Hash = [
    parseInt(key.slice(0, HALF_CHARS), 36) | 0,
    parseInt(key.slice(HALF_CHARS), 36) | 0,
  ];
  const { first, second } = stackHashes(tree);
  for (let i = 1; i < tree.size; i++) {
    if (first[i] === wanted[0] && second[i] === wanted[1]) return i;
  }
  return -1;
}

interface StackHashes {
  first: Int32Array;
  second: Int32Array;
}

const hashesByTree = new WeakMap<FlameTree, StackHashes>();

/** The hashes of all stacks: both the zoomed and the selected node are looked up again and again. */
function stackHashes(tree: FlameTree): StackHashes {
  const known = hashesByTree.get(tree);
  if (known) return known;
  const names = tree.names.map(nameHash);
  const first = new Int32Array(tree.size);
  const second = new Int32Array(tree.size);
  [first[0], second[0]] = START;
  const hash: Hash = [0, 0];
  for (let i = 1; i < tree.size; i++) {
    hash[0] = first[tree.parent[i]!]!;
    hash[1] = second[tree.parent[i]!]!;
    extend(hash, names[tree.frame[i]!] ?? START);
    first[i] = hash[0];
    second[i] = hash[1];
  }
  hashesByTree.set(tree, { first, second });
  return { first, second };
}

/** Two halves of 32 bits: wide enough that two stacks of one profile do not meet by chance. */
type Hash = [number, number];

const START: Hash = [0x811c9dc5 | 0, 0x9e3779b9 | 0];
const HALF_CHARS = 7;

function hashText(hash: Hash): string {
  return hash.map((half) => (half >>> 0).toString(36).padStart(HALF_CHARS, "0")).join("");
}

/** FNV-1a with two primes. */
function nameHash(name: string): Hash {
  let [a, b] = START;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000197);
  }
  return [a, b];
}

/** Adds a frame to the hash of the stack above it; the rotation makes the order count. */
function extend(hash: Hash, name: Hash): void {
  hash[0] = Math.imul(((hash[0] << 5) | (hash[0] >>> 27)) ^ name[0], 0x01000193);
  hash[1] = Math.imul(((hash[1] << 7) | (hash[1] >>> 25)) ^ name[1], 0x01000197);
}
