import { useMemo } from "react";
import type { Matches } from "../../flame/search";
import type { FlameTree } from "../../flame/tree";
import { nodeByKey, stackKey } from "../../flame/walk";
import { setQuery } from "../../state/place";
import { lookChange, type ProfileLook } from "./profileQuery";

export interface Selection {
  /** The node that takes the whole width; 0 for the root. */
  zoom: number;
  /** -1 when nothing is selected. */
  selected: number;
  /** The name of the selected frame, or undefined. */
  name: string | undefined;
  select: (node: number) => void;
  zoomTo: (node: number, look?: ProfileLook) => void;
  zoomOut: () => void;
  /** The selected frame, or -1. */
  frame: number;
  /** Selects the heaviest of the nodes a frame stands at; Back returns to the one before. */
  pick: (frame: number) => void;
  nextMatch: () => void;
}

/** The selected and the zoomed node, which the address holds by their stacks. */
export function useSelection(
  tree: FlameTree | undefined,
  matches: Matches | undefined,
  query: URLSearchParams,
): Selection {
  const zoomKey = query.get("zoom") ?? "";
  const frameKey = query.get("frame") ?? "";
  const zoom = useMemo(() => (tree ? Math.max(0, nodeByKey(tree, zoomKey)) : 0), [tree, zoomKey]);
  const selected = useMemo(
    () => (tree && frameKey !== "" ? nodeByKey(tree, frameKey) : -1),
    [tree, frameKey],
  );
  const frame = tree && selected > 0 ? tree.frame[selected]! : -1;
  const name = frame < 0 ? undefined : tree?.names[frame];

  function select(node: number, replace = true) {
    if (tree) setQuery({ frame: node > 0 ? stackKey(tree, node) : undefined }, { replace });
  }
  function zoomTo(node: number, look?: ProfileLook) {
    if (!tree || node < 0) return;
    setQuery({ zoom: stackKey(tree, node), ...(look && lookChange(look)) });
  }
  /** To the nearest ancestor that is wider, so that every press shows something new. */
  function zoomOut() {
    if (!tree || zoom === 0) return;
    let target = tree.parent[zoom]!;
    while (target > 0 && tree.total[target] === tree.total[zoom]) target = tree.parent[target]!;
    zoomTo(target);
  }
  function pick(frame: number) {
    if (!tree) return;
    let best = -1;
    for (let i = 1; i < tree.size; i++) {
      if (tree.frame[i] === frame && (best < 0 || tree.total[i]! > tree.total[best]!)) best = i;
    }
    select(best, false);
  }
  function nextMatch() {
    const nodes = matches?.nodes;
    if (!nodes || nodes.length === 0) return;
    select(nodes.find((node) => node > selected) ?? nodes[0]!);
  }
  return { zoom, selected, frame, name, select, zoomTo, zoomOut, pick, nextMatch };
}
