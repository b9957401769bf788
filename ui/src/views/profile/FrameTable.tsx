import { useMemo, useState } from "react";
import { cores, count, percentFine } from "../../format";
import type { FrameSums } from "../../flame/frames";
import { parseName, shortName } from "../../flame/names";
import type { Matches } from "../../flame/search";
import type { FlameTree } from "../../flame/tree";

export type FrameSort = "self" | "total" | "name";

const PAGE = 200;

interface FrameTableProps {
  tree: FlameTree;
  sums: FrameSums;
  matches: Matches | undefined;
  sort: FrameSort;
  selectedFrame: number;
  allCores: number | undefined;
  onSort: (sort: FrameSort) => void;
  onPick: (frame: number) => void;
}

/** The profile as a table: every frame once, with its own and its total time. */
export function FrameTable(props: FrameTableProps) {
  const { tree, sums, matches, sort, allCores } = props;
  const [limit, setLimit] = useState(PAGE);
  const frames = useMemo(() => {
    const list = tree.names
      .map((_, frame) => frame)
      .filter((frame) => sums.total[frame]! > 0 && (!matches || matches.frames[frame] === 1));
    const by = sort === "self" ? sums.self : sums.total;
    return list.sort((a, b) =>
      sort === "name"
        ? tree.names[a]!.localeCompare(tree.names[b]!)
        : by[b]! - by[a]! || sums.total[b]! - sums.total[a]!,
    );
  }, [tree, sums, matches, sort]);
  const all = tree.total[0]!;

  const head = (key: FrameSort, label: string, className?: string) => (
    <th
      scope="col"
      className={className}
      aria-sort={sort === key ? (key === "name" ? "ascending" : "descending") : undefined}
    >
      <button type="button" onClick={() => props.onSort(key)}>
        {label}
      </button>
    </th>
  );
  return (
    <div className="frame-table">
      <table aria-label="Frames">
        <thead>
          <tr>
            {head("name", "Frame")}
            {head("self", "Self", "num")}
            {head("total", "Total", "num")}
            <th scope="col" className="num mid-only">
              Self samples
            </th>
            {allCores !== undefined && (
              <th scope="col" className="num mid-only">
                Total cores
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {frames.slice(0, limit).map((frame) => {
            const name = tree.names[frame]!;
            const path = parseName(name).package;
            return (
              <tr
                key={frame}
                className={frame === props.selectedFrame ? "selected" : undefined}
                onClick={() => props.onPick(frame)}
              >
                <th scope="row">
                  <button
                    type="button"
                    className="mono"
                    aria-pressed={frame === props.selectedFrame}
                  >
                    {path && <span className="soft">{path}.</span>}
                    {shortName(name)}
                  </button>
                </th>
                <td className="num share-cell">
                  <span
                    className="share-bar"
                    style={{ width: `${(sums.self[frame]! / all) * 100}%` }}
                  />
                  {percentFine(sums.self[frame]! / all)}
                </td>
                <td className="num share-cell">
                  <span
                    className="share-bar"
                    style={{ width: `${(sums.total[frame]! / all) * 100}%` }}
                  />
                  {percentFine(sums.total[frame]! / all)}
                </td>
                <td className="num mid-only">{count(sums.self[frame]!)}</td>
                {allCores !== undefined && (
                  <td className="num mid-only">{cores((sums.total[frame]! / all) * allCores)}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {frames.length > limit && (
        <p className="waiting">
          <button type="button" className="button" onClick={() => setLimit(limit + PAGE)}>
            Show {Math.min(PAGE, frames.length - limit)} more of {count(frames.length)} frames
          </button>
        </p>
      )}
      {frames.length === 0 && <p className="waiting">No frame matches the search.</p>}
    </div>
  );
}
