import { fittedLabel, parseName } from "./names";
import { ownerOf, warmOf, type Owner } from "./palette";
import type { Matches } from "./search";
import type { FlameTree } from "./tree";
import { ancestorAt } from "./walk";

export const ROW_PX = 21;

// Narrower rectangles cannot be seen; skipping them keeps huge profiles fast.
const LEAST_PX = 0.3;
const LABEL_PAD_PX = 4;

export interface FlameColours {
  page: string;
  text: string;
  root: string;
  rootInk: string;
  owners: Record<Exclude<Owner, "application">, string>;
  warm: string[];
  mutedInk: string;
  warmInk: string;
  /** The same with a search on and no match. */
  dimOwners: Record<Exclude<Owner, "application">, string>;
  dimWarm: string[];
  match: string;
  matchInk: string;
}

/** What part of a tree is drawn, and where. */
export interface FlameView {
  tree: FlameTree;
  /** The node that takes the whole width; its ancestors stand under it at full width. */
  zoom: number;
  width: number;
  height: number;
  /** How far the content is scrolled, from its top. */
  scrollTop: number;
  contentHeight: number;
  /** Root at the top, leaves down. */
  icicle: boolean;
  selected: number;
  hover: number;
  matches: Matches | undefined;
  rootLabel: string;
}

/** Index into warm colours for each frame, or the owner whose muted colour it has. */
export type FramePaints = (number | Exclude<Owner, "application">)[];

export function framePaints(tree: FlameTree): FramePaints {
  return tree.names.map((name, i) => {
    const owner = ownerOf(name, tree.types[i]!);
    return owner === "application" ? warmOf(parseName(name).package) : owner;
  });
}

/** The top edge of a row in the viewport. */
export function rowTop(view: FlameView, depth: number): number {
  const inContent = view.icicle ? depth * ROW_PX : view.contentHeight - (depth + 1) * ROW_PX;
  return inContent - view.scrollTop;
}

export function depthAt(view: FlameView, y: number): number {
  const inContent = y + view.scrollTop;
  return Math.floor((view.icicle ? inContent : view.contentHeight - 1 - inContent) / ROW_PX);
}

export function drawFlame(
  pen: CanvasRenderingContext2D,
  view: FlameView,
  paints: FramePaints,
  colours: FlameColours,
  charWidth: number,
): void {
  const { tree, zoom, width } = view;
  if (tree.size === 0 || tree.total[zoom]! <= 0) return;
  const scale = width / tree.total[zoom]!;
  const left = tree.start[zoom]!;
  pen.textBaseline = "middle";

  pen.globalAlpha = 0.6;
  for (let node = tree.parent[zoom]!; node >= 0; node = tree.parent[node]!) {
    drawNode(pen, view, paints, colours, charWidth, node, 0, width);
  }
  pen.globalAlpha = 1;

  let node = zoom;
  while (node < tree.end[zoom]!) {
    const w = tree.total[node]! * scale;
    if (w < LEAST_PX) {
      node = tree.end[node]!;
      continue;
    }
    drawNode(pen, view, paints, colours, charWidth, node, (tree.start[node]! - left) * scale, w);
    node++;
  }

  if (view.hover >= 0) frameNode(pen, view, view.hover, colours.text, 1);
  if (view.selected > 0) frameNode(pen, view, view.selected, colours.text, 2);
}

function drawNode(
  pen: CanvasRenderingContext2D,
  view: FlameView,
  paints: FramePaints,
  colours: FlameColours,
  charWidth: number,
  node: number,
  x: number,
  w: number,
): void {
  const { tree, matches } = view;
  const y = rowTop(view, tree.depth[node]!);
  if (y + ROW_PX < 0 || y > view.height) return;
  const frame = tree.frame[node]!;
  const [fill, ink] = coloursOf(frame, paints, colours, matches);
  pen.fillStyle = fill;
  // One page-coloured pixel to the right and below, unless that would leave nothing.
  pen.fillRect(x, y, w > 2 ? w - 1 : w * 0.7, ROW_PX - 1);

  const chars = Math.floor((w - 1 - 2 * LABEL_PAD_PX) / charWidth);
  if (chars < 3) return;
  const share = tree.total[node]! / tree.total[0]!;
  const label =
    node === 0
      ? view.rootLabel.slice(0, chars)
      : fittedLabel(tree.names[frame]!, `${(share * 100).toFixed(1)}%`, chars);
  if (label === "") return;
  pen.fillStyle = ink;
  pen.fillText(label, x + LABEL_PAD_PX, y + (ROW_PX - 1) / 2 + 0.5);
}

function coloursOf(
  frame: number,
  paints: FramePaints,
  colours: FlameColours,
  matches: Matches | undefined,
): [fill: string, ink: string] {
  if (frame < 0) return [colours.root, colours.rootInk];
  if (matches?.frames[frame] === 1) return [colours.match, colours.matchInk];
  const paint = paints[frame]!;
  if (typeof paint === "number") {
    return [(matches ? colours.dimWarm : colours.warm)[paint]!, colours.warmInk];
  }
  return [(matches ? colours.dimOwners : colours.owners)[paint], colours.mutedInk];
}

function frameNode(
  pen: CanvasRenderingContext2D,
  view: FlameView,
  node: number,
  colour: string,
  line: number,
): void {
  const box = nodeBox(view, node);
  if (!box || box.width < LEAST_PX) return;
  pen.strokeStyle = colour;
  pen.lineWidth = line;
  const w = Math.max(box.width - 1, line);
  pen.strokeRect(
    box.left + line / 2,
    box.top + line / 2,
    Math.max(w - line, 0.5),
    ROW_PX - 1 - line,
  );
}

/** Where a node is drawn, or undefined while the zoom leaves it out. */
export function nodeBox(view: FlameView, node: number) {
  const { tree, zoom, width } = view;
  const top = rowTop(view, tree.depth[node]!);
  if (ancestorAt(tree, zoom, tree.depth[node]!) === node) return { left: 0, width, top };
  if (node < zoom || node >= tree.end[zoom]!) return undefined;
  const scale = width / tree.total[zoom]!;
  return {
    left: (tree.start[node]! - tree.start[zoom]!) * scale,
    width: tree.total[node]! * scale,
    top,
  };
}
