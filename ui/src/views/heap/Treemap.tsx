import { useLayoutEffect, useRef, useState } from "react";
import { bytes } from "../../amounts";
import type { HeapClassNode } from "../../api/types";
import { treemap } from "../../charts/treemap";
import { parseName } from "../../flame/names";
import { ownerOf, warmOf } from "../../flame/palette";
import { classParts } from "./ClassName";

const HEIGHT = 260;
const HEAD = 18;
const GAP = 1;
const LEAST = 4;
const LEAST_NAMED = 48;

interface TreemapProps {
  nodes: readonly HeapClassNode[];
  /** The class of the node that is chosen. */
  chosen: string | undefined;
  onChoose: (className: string | undefined) => void;
}

/** Areas as large as what is kept, in the heap and outside; within each what it consists of. */
export function Treemap({ nodes, chosen, onChoose }: TreemapProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  const sorted = [...nodes].sort((a, b) => all(b) - all(a));
  const tiles = treemap(sorted.map(all), width, HEIGHT).filter(isSeen);
  return (
    <div ref={box} className="treemap" style={{ height: HEIGHT }} role="group" aria-label="Areas">
      {tiles.map((tile) => {
        const node = sorted[tile.index]!;
        const text = `${classParts(node.class).rest} ${bytes(all(node))}`;
        const inner = treemap(
          node.children.map(all).concat(Math.max(0, all(node) - sum(node.children))),
          tile.width - 2,
          Math.max(0, tile.height - HEAD),
        ).filter((each) => each.index < node.children.length && isSeen(each));
        return (
          <button
            key={node.class}
            type="button"
            className={`tile ${paint(node)} ${chosen === node.class ? "chosen" : ""}`}
            aria-pressed={chosen === node.class}
            aria-label={text}
            title={`${node.class}: ${bytes(all(node))}`}
            style={place(tile)}
            onClick={() => onChoose(chosen === node.class ? undefined : node.class)}
          >
            {tile.width > LEAST_NAMED && <span className="tile-name">{text}</span>}
            {inner.map((each) => {
              const child = node.children[each.index]!;
              return (
                <span
                  key={child.class}
                  className={`tile ${paint(child)}`}
                  title={`${child.class}: ${bytes(all(child))}`}
                  style={place({ ...each, x: each.x + 1, y: each.y + HEAD })}
                >
                  {each.width > 50 && each.height > 16 && (
                    <span className="tile-name">{classParts(child.class).rest}</span>
                  )}
                </span>
              );
            })}
          </button>
        );
      })}
    </div>
  );
}

function all(node: HeapClassNode): number {
  return node.retainedBytes + node.offHeapBytes;
}

function sum(nodes: readonly HeapClassNode[]): number {
  return nodes.reduce((total, node) => total + all(node), 0);
}

function isSeen({ width, height }: { width: number; height: number }): boolean {
  return width >= LEAST && height >= LEAST;
}

function place(tile: { x: number; y: number; width: number; height: number }) {
  return {
    left: tile.x,
    top: tile.y,
    width: Math.max(0, tile.width - GAP),
    height: Math.max(0, tile.height - GAP),
  };
}

/** The colours of packages as in flame graphs; buffers have that of memory outside the heap. */
function paint({ class: name, offHeapBytes, retainedBytes }: HeapClassNode): string {
  if (name.startsWith("java.nio.") && offHeapBytes > retainedBytes) return "tile-off-heap";
  const bare = name.replace(/^class /, "").replace(/(\[\])+$/, "");
  if (!bare.includes(".")) return "tile-jdk";
  const owner = ownerOf(`${bare}.x`, "java");
  return owner === "application"
    ? `tile-warm-${warmOf(parseName(`${bare}.x`).package) + 1}`
    : `tile-${owner}`;
}
