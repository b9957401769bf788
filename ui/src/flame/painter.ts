import { contrast, mixed } from "../charts/colours";
import { parseName } from "./names";
import { ownersOf, warmOf, type Owner } from "./palette";
import type { Matches } from "./search";
import { shareChange, THREAD, type FlameTree } from "./tree";

type Muted = Exclude<Owner, "application">;

export interface FlameColours {
  page: string;
  text: string;
  root: string;
  rootInk: string;
  owners: Record<Muted, string>;
  warm: string[];
  mutedInk: string;
  warmInk: string;
  /** The same with a search on and no match. */
  dimOwners: Record<Muted, string>;
  dimWarm: string[];
  match: string;
  matchInk: string;
  /** The ends of the scale of a difference, and its middle. */
  more: string;
  less: string;
  same: string;
}

/** The colours of a node: its area, and the text on it. */
export type Painter = (node: number) => readonly [fill: string, ink: string];

/** By who owns a frame: application packages warm, the rest muted. */
export function ownerPainter(
  tree: FlameTree,
  colours: FlameColours,
  matches: Matches | undefined,
): Painter {
  const owners = ownersOf(tree);
  // Found once a frame is drawn: of a large profile, most frames are too narrow to be.
  const warmOfFrame = new Int8Array(tree.names.length).fill(-1);
  return (node) => {
    const frame = tree.frame[node]!;
    if (frame < 0) return [colours.root, colours.rootInk];
    if (matches?.frames[frame] === 1) return [colours.match, colours.matchInk];
    if (tree.types[frame] === THREAD) return [colours.root, colours.rootInk];
    const owner = owners[frame]!;
    if (owner === "application") {
      if (warmOfFrame[frame]! < 0) {
        warmOfFrame[frame] = warmOf(parseName(tree.names[frame]!).package);
      }
      const warm = (matches ? colours.dimWarm : colours.warm)[warmOfFrame[frame]!]!;
      return [warm, colours.warmInk];
    }
    return [(matches ? colours.dimOwners : colours.owners)[owner], colours.mutedInk];
  };
}

// A profile in which little changed is not painted as if much had.
const LEAST_REACH = 0.02;

/** The change of share at which a difference has its deepest colours. */
export function changeReach(...trees: FlameTree[]): number {
  let reach = LEAST_REACH;
  for (const tree of trees) {
    // The root of a whole tree did not change; that of a part may have.
    for (let node = 0; node < tree.size; node++) {
      reach = Math.max(reach, Math.abs(shareChange(tree, node) ?? 0));
    }
  }
  return reach;
}

/** By how a node's share changed: orange for more, blue for less, deeper for farther. */
export function changePainter(
  tree: FlameTree,
  colours: FlameColours,
  matches: Matches | undefined,
  reach = changeReach(tree),
): Painter {
  return (node) => {
    const frame = tree.frame[node]!;
    if (frame < 0) return [colours.root, colours.rootInk];
    if (matches?.frames[frame] === 1) return [colours.match, colours.matchInk];
    const fill = changeColour(colours, (shareChange(tree, node) ?? 0) / reach);
    return [fill, inkOn(fill, colours)];
  };
}

/** The colour of a change between -1 and 1; the root makes small changes seen. */
export function changeColour(colours: FlameColours, change: number): string {
  const depth = Math.sqrt(Math.min(1, Math.abs(change)));
  return mixed(colours.same, change > 0 ? colours.more : colours.less, depth);
}

function inkOn(fill: string, { mutedInk, warmInk }: FlameColours): string {
  return contrast(fill, mutedInk) >= contrast(fill, warmInk) ? mutedInk : warmInk;
}
