import { useState, type KeyboardEvent } from "react";
import { bytes } from "../../amounts";
import { getHeapPage } from "../../api/heap";
import type { HeapClassNode } from "../../api/types";
import { count } from "../../format";
import { useSlow } from "../../state/now";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { ClassName } from "./ClassName";
import { Treemap } from "./Treemap";

/** What holds memory: the dominators by class, as areas and as a tree. */
export function HeapTree({ id, filter }: { id: string; filter: string }) {
  const [chosen, setChosen] = useState<string>();
  const page = usePolled(
    `heap tree ${id} ${filter}`,
    (signal) =>
      getHeapPage<HeapClassNode>(
        id,
        "class-tree",
        { filter: filter || undefined, limit: 1_000 },
        signal,
      ),
    undefined,
  );
  const slow = useSlow(page.data === undefined && page.error === undefined);
  if (page.error) return <Failure error={page.error} onRetry={page.retry} />;
  if (!page.data) return slow ? <p className="waiting">Reading the analysis</p> : null;
  const nodes = page.data.rows;
  if (nodes.length === 0) return <p className="waiting">No class matches the filter.</p>;
  const offHeap = nodes.some((node) => node.offHeapBytes > 0);
  return (
    <>
      <Treemap nodes={nodes} chosen={chosen} onChoose={setChosen} />
      <div className="frame-table heap-table">
        <table role="treegrid" aria-label="What holds memory">
          <thead>
            <tr>
              <th scope="col">What alone keeps the memory</th>
              <th scope="col" className="num">
                Objects
              </th>
              <th scope="col" className="num">
                Heap
              </th>
              {offHeap && (
                <th scope="col" className="num">
                  Off heap
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {nodes.map((node) => (
              <Branch
                key={node.class}
                node={node}
                level={1}
                offHeap={offHeap}
                chosen={node.class === chosen}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface BranchProps {
  node: HeapClassNode;
  level: number;
  offHeap: boolean;
  chosen?: boolean;
}

function Branch({ node, level, offHeap, chosen }: BranchProps) {
  const [opened, setOpened] = useState<boolean>();
  const more = node.children.length > 0;
  const open = more && (opened ?? chosen ?? false);
  function onKey(event: KeyboardEvent) {
    if (event.key === "ArrowRight" && more) setOpened(true);
    else if (event.key === "ArrowLeft" && more) setOpened(false);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <tr
        aria-level={level}
        aria-expanded={more ? open : undefined}
        className={chosen ? "selected" : ""}
      >
        <th scope="row" className="mono" style={{ paddingLeft: 16 + Math.min(level - 1, 20) * 16 }}>
          <button type="button" onClick={() => setOpened(!open)} onKeyDown={onKey}>
            <span aria-hidden="true">{more ? (open ? "\u25be " : "\u25b8 ") : "\u2007 "}</span>
            <ClassName name={node.class} />
          </button>
        </th>
        <td className="num">{count(node.count)}</td>
        <td className="num">{bytes(node.retainedBytes)}</td>
        {offHeap && (
          <td className="num">{node.offHeapBytes > 0 ? bytes(node.offHeapBytes) : ""}</td>
        )}
      </tr>
      {open &&
        node.children.map((child) => (
          <Branch key={child.class} node={child} level={level + 1} offHeap={offHeap} />
        ))}
    </>
  );
}

/** Goes to the button of the row before or after. */
function step(event: KeyboardEvent) {
  const row = (event.target as HTMLElement).closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  next?.querySelector("button")?.focus();
}
