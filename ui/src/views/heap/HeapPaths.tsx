import { useState } from "react";
import { getHeapPaths } from "../../api/heap";
import type { HeapPathNode } from "../../api/types";
import { count, percent } from "../../format";
import { useSlow } from "../../state/now";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { ClassName } from "./ClassName";

// Down to where the paths part, at most so far.
const OPEN_DEPTH = 12;
const MOST_OF_ALL = 0.6;

/** The shortest paths from roots to all objects of a class, put together by class. */
export function HeapPaths({ id, className }: { id: string; className: string }) {
  const paths = usePolled(
    `heap paths ${id} ${className}`,
    (signal) => getHeapPaths(id, className, signal),
    undefined,
  );
  const slow = useSlow(paths.data === undefined && paths.error === undefined);
  if (paths.error) return <Failure error={paths.error} onRetry={paths.retry} />;
  if (!paths.data) return slow ? <p className="waiting">Looking for the shortest paths</p> : null;
  const top = paths.data;
  return (
    <div className="frame-table heap-table">
      <table role="treegrid" aria-label={`Paths to ${className}`}>
        <thead>
          <tr>
            <th scope="col">From the root</th>
            <th scope="col" className="num">
              Objects
            </th>
            <th scope="col" className="num">
              Lead to
            </th>
            <th scope="col" className="num">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {top.children.map((child) => (
            <Step key={child.class} node={child} all={top.targets} level={1} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface StepProps {
  node: HeapPathNode;
  all: number;
  level: number;
}

function Step({ node, all, level }: StepProps) {
  const [open, setOpen] = useState(level < OPEN_DEPTH && node.targets >= MOST_OF_ALL * all);
  const more = node.children.length > 0;
  return (
    <>
      <tr aria-level={level} aria-expanded={more ? open : undefined}>
        <th scope="row" className="mono" style={{ paddingLeft: 16 + Math.min(level - 1, 20) * 16 }}>
          <button type="button" onClick={() => setOpen(!open)}>
            <span aria-hidden="true">{more ? (open ? "\u25be " : "\u25b8 ") : "\u2007 "}</span>
            <ClassName name={node.class} />
          </button>
        </th>
        <td className="num">{count(node.objects)}</td>
        <td className="num">{count(node.targets)}</td>
        <td className="num">{percent(node.targets / all)}</td>
      </tr>
      {more &&
        open &&
        node.children.map((child) => (
          <Step key={child.class} node={child} all={all} level={level + 1} />
        ))}
    </>
  );
}
