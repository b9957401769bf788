import {
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { paint, useSize } from "../charts/canvas";
import { drawFlame, depthAt, nodeBox, ROW_PX, type FlameView } from "./paint";
import type { Painter } from "./painter";
import type { FlameTree } from "./tree";
import { ancestorAt, firstChild, isWithin, nextSibling, nodeAt, previousSibling } from "./walk";

export interface FlameCanvasProps {
  tree: FlameTree;
  icicle: boolean;
  zoom: number;
  /** -1 when nothing is selected. */
  selected: number;
  painter: Painter;
  outline: string;
  /** Undefined while the way to the root is not shown. */
  pathOutline?: string;
  font: string;
  label: string;
  /** What a root without a frame says. */
  rootLabel: string;
  suffix: (node: number) => string;
  /** The lines of a node's tooltip; the first is its name. */
  describe: (node: number) => string[];
  /** What the arrows select first while all is shown, where the root is no frame. */
  entry?: number;
  onSelect: (node: number) => void;
  onZoom: (node: number) => void;
}

interface Pointer {
  x: number;
  y: number;
  node: number;
}

/** The call tree as rectangles. One tab stop; arrows walk from frame to frame. */
export function FlameCanvas(props: FlameCanvasProps) {
  const { tree, icicle, zoom, selected, font } = props;
  const [scroller, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [pointer, setPointer] = useState<Pointer>();
  const charWidth = useMemo(() => measured(font), [font]);

  const contentHeight = Math.max(size.height, (tree.maxDepth + 1) * ROW_PX);
  const hover = pointer !== undefined && pointer.node < tree.size ? pointer.node : -1;
  const { width, height } = size;
  const { painter, rootLabel, suffix, outline, pathOutline } = props;
  // A new one is drawn, and nothing else is: the page around it changes with every second.
  const view = useMemo<FlameView>(
    () => ({
      tree,
      zoom,
      width,
      height,
      // The element's own bound: its scroll event comes only after content that shrank was drawn.
      scrollTop: Math.min(scrollTop, contentHeight - height),
      contentHeight,
      icicle,
      selected,
      hover,
      painter,
      rootLabel,
      suffix,
      outline,
      pathOutline,
    }),
    [
      tree,
      zoom,
      width,
      height,
      scrollTop,
      contentHeight,
      icicle,
      selected,
      hover,
      painter,
      rootLabel,
      suffix,
      outline,
      pathOutline,
    ],
  );

  // The root is where reading begins: at the bottom of a flame, at the top of an icicle.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = icicle ? 0 : element.scrollHeight;
    setScrollTop(element.scrollTop);
  }, [scroller, icicle, contentHeight, size.height]);

  // What was selected elsewhere, by a search or a list, comes into sight as well.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || selected < 0 || size.height === 0) return;
    const depth = tree.depth[selected]!;
    const top = icicle ? depth * ROW_PX : contentHeight - (depth + 1) * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + size.height) {
      element.scrollTop = top + ROW_PX - size.height;
    }
    setScrollTop(element.scrollTop);
  }, [scroller, tree, selected, icicle, contentHeight, size.height]);

  // With the page and not a frame later.
  useLayoutEffect(() => {
    if (!canvas.current || view.width === 0 || view.height === 0) return;
    // The effects above have just scrolled: what is drawn next is drawn where that led.
    if (scroller.current!.scrollTop !== scrollTop) return;
    paint(canvas.current, view, (pen) => {
      pen.font = font;
      drawFlame(pen, view, charWidth);
    });
  }, [scroller, scrollTop, view, font, charWidth]);

  function nodeUnder(event: MouseEvent): number {
    const box = canvas.current!.getBoundingClientRect();
    const depth = depthAt(view, event.clientY - box.top);
    if (depth < 0 || depth > tree.maxDepth) return -1;
    if (depth < tree.depth[zoom]!) return ancestorAt(tree, zoom, depth);
    const share = (event.clientX - box.left) / size.width;
    return nodeAt(tree, zoom, depth, tree.start[zoom]! + share * tree.total[zoom]!);
  }
  function onMove(event: MouseEvent) {
    const box = canvas.current!.getBoundingClientRect();
    const node = nodeUnder(event);
    setPointer(
      node < 0 ? undefined : { x: event.clientX - box.left, y: event.clientY - box.top, node },
    );
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = selected >= 0 ? selected : zoom;
    const up = icicle ? tree.parent[at]! : firstChild(tree, at);
    const down = icicle ? firstChild(tree, at) : tree.parent[at]!;
    const moves: Record<string, number> = {
      ArrowUp: up,
      ArrowDown: down,
      ArrowLeft: previousSibling(tree, at),
      ArrowRight: nextSibling(tree, at),
      Home: zoom,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      if (selected < 0) props.onSelect(zoom > 0 ? zoom : (props.entry ?? zoom));
      else if (target >= 0) {
        if (!isWithin(tree, target, zoom)) props.onZoom(tree.parent[zoom]!);
        props.onSelect(target);
      }
    } else if (event.key === "Enter" && selected >= 0) {
      event.preventDefault();
      props.onZoom(selected);
    }
  }

  const tip = hover >= 0 ? nodeBox(view, hover) : undefined;
  return (
    <div className="flame">
      <div
        className="flame-scroller"
        ref={scroller}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div style={{ height: contentHeight }}>
          <canvas
            ref={canvas}
            tabIndex={0}
            role="application"
            aria-roledescription="flame graph"
            aria-label={props.label}
            style={{ width: size.width, height: size.height }}
            onMouseMove={onMove}
            onMouseLeave={() => setPointer(undefined)}
            onClick={(event) => props.onSelect(nodeUnder(event))}
            onDoubleClick={(event) => {
              const node = nodeUnder(event);
              if (node >= 0) props.onZoom(node);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      {pointer && tip && (
        <div className="flame-tip" style={tipPlace(pointer, size.width)}>
          {props.describe(hover).map((line, i) => (
            <div key={i} className={i === 0 ? "mono" : "soft"}>
              {line}
            </div>
          ))}
        </div>
      )}
      <p className="spoken" aria-live="polite">
        {selected >= 0 && props.describe(selected).join(", ")}
      </p>
    </div>
  );
}

/** Beside the pointer, on the side where there is room. */
function tipPlace({ x, y }: Pointer, width: number): React.CSSProperties {
  const horizontal = x > width / 2 ? { right: width - x + 12 } : { left: x + 12 };
  return y > 100
    ? { ...horizontal, top: y - 16, transform: "translateY(-100%)" }
    : { ...horizontal, top: y + 20 };
}

function measured(font: string): number {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return 7;
  pen.font = font;
  return pen.measureText("m".repeat(50)).width / 50;
}
