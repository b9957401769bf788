import { fittedLabel } from "./names";
import type { Painter } from "./painter";
import type { FlameTree } from "./tree";
import { ancestorAt, isCutAt } from "./walk";

export const ROW_PX = 21;

// Narrower rectangles cannot be seen; skipping them keeps huge profiles fast.
const LEAST_PX = 0.3;
const LABEL_PAD_PX = 4;

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
  painter: Painter;
  rootLabel: string;
  /** What stands behind a frame's name while there is room. */
  suffix: (node: number) => string;
  /** The colour of frames around nodes. */
  outline: string;
  /** The colour around the way from the selected node to the root; undefined while it is not shown. */
  pathOutline?: string;
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

export function drawFlame(pen: CanvasRenderingContext2D, view: FlameView, charWidth: number): void {
  const { tree, zoom, width } = view;
  if (tree.size === 0 || tree.total[zoom]! <= 0) return;
  const scale = width / tree.total[zoom]!;
  const left = tree.start[zoom]!;
  pen.textBaseline = "middle";

  pen.globalAlpha = 0.6;
  for (let node = tree.parent[zoom]!; node >= 0; node = tree.parent[node]!) {
    drawNode(pen, view, charWidth, node, 0, width);
  }
  pen.globalAlpha = 1;

  let node = zoom;
  while (node < tree.end[zoom]!) {
    const w = tree.total[node]! * scale;
    if (w < LEAST_PX) {
      node = tree.end[node]!;
      continue;
    }
    drawNode(pen, view, charWidth, node, (tree.start[node]! - left) * scale, w);
    node++;
  }

  if (view.pathOutline !== undefined && view.selected > 0) {
    for (let at = tree.parent[view.selected]!; at > 0; at = tree.parent[at]!) {
      frameNode(pen, view, at, view.pathOutline, 2);
    }
  }
  if (view.hover >= 0) frameNode(pen, view, view.hover, view.outline, 1);
  if (view.selected >= 0 && tree.frame[view.selected]! >= 0) {
    frameNode(pen, view, view.selected, view.outline, 2);
  }
}

function drawNode(
  pen: CanvasRenderingContext2D,
  view: FlameView,
  charWidth: number,
  node: number,
  x: number,
  w: number,
): void {
  const { tree } = view;
  const y = rowTop(view, tree.depth[node]!);
  if (y + ROW_PX < 0 || y > view.height) return;
  const frame = tree.frame[node]!;
  const [fill, ink] = view.painter(node);
  pen.fillStyle = fill;
  // One page-coloured pixel to the right and below, unless that would leave nothing.
  pen.fillRect(x, y, w > 2 ? w - 1 : w * 0.7, ROW_PX - 1);
  if (isCutAt(tree, node)) drawCut(pen, view, ink, x, y, w);

  const chars = Math.floor((w - 1 - 2 * LABEL_PAD_PX) / charWidth);
  if (chars < 3) return;
  const label =
    frame < 0
      ? view.rootLabel.slice(0, chars)
      : fittedLabel(tree.names[frame]!, view.suffix(node), chars);
  if (label === "") return;
  pen.fillStyle = ink;
  pen.fillText(label, x + LABEL_PAD_PX, y + (ROW_PX - 1) / 2 + 0.5);
}

/** A dashed edge towards the root. */
function drawCut(
  pen: CanvasRenderingContext2D,
  view: FlameView,
  colour: string,
  x: number,
  y: number,
  w: number,
): void {
  const edge = view.icicle ? y + 1 : y + ROW_PX - 2;
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.setLineDash([4, 3]);
  pen.beginPath();
  pen.moveTo(x, edge);
  pen.lineTo(x + Math.max(w - 1, 1), edge);
  pen.stroke();
  pen.setLineDash([]);
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
