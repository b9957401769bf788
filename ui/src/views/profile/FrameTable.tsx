import { useMemo, useState } from "react";
import type { FrameFacts } from "../../flame/frames";
import { parseName, shortName } from "../../flame/names";
import type { Matches } from "../../flame/search";
import { THREAD, type FlameTree } from "../../flame/tree";
import { count } from "../../format";
import { frameColumns, usualSort, type FrameColumn } from "./frameColumns";
import type { Scale } from "./scale";

const PAGE = 200;

interface FrameTableProps {
  tree: FlameTree;
  facts: FrameFacts;
  matches: Matches | undefined;
  scale: Scale;
  /** The key of a column or "name"; undefined for the usual one. */
  sort: string | undefined;
  selectedFrame: number;
  onSort: (sort: string | undefined) => void;
  onPick: (frame: number) => void;
}

/** The profile as a table: every frame once, with its own and its total weight. */
export function FrameTable(props: FrameTableProps) {
  const { tree, facts, matches, scale } = props;
  const [limit, setLimit] = useState(PAGE);
  const columns = useMemo(() => frameColumns(tree, facts, scale), [tree, facts, scale]);
  const usual = usualSort(facts);
  const known = props.sort === "name" || columns.some((each) => each.key === props.sort);
  const sort = known ? props.sort! : usual;
  const frames = useMemo(() => {
    const list = tree.names
      .map((_, frame) => frame)
      .filter((frame) => facts.width.total[frame]! > 0 && tree.types[frame] !== THREAD)
      .filter((frame) => !matches || matches.frames[frame] === 1);
    const column = columns.find((each) => each.key === sort);
    return list.sort((a, b) =>
      column
        ? column.order(b) - column.order(a) || facts.width.total[b]! - facts.width.total[a]!
        : tree.names[a]!.localeCompare(tree.names[b]!),
    );
  }, [tree, facts, matches, columns, sort]);

  const head = (key: string, label: string, className?: string) => (
    <th
      key={key}
      scope="col"
      className={className}
      aria-sort={sort === key ? (key === "name" ? "ascending" : "descending") : undefined}
    >
      <button type="button" onClick={() => props.onSort(key === usual ? undefined : key)}>
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
            {columns.map((each) => head(each.key, each.label, numberClass(each)))}
          </tr>
        </thead>
        <tbody>
          {frames.slice(0, limit).map((frame) => (
            <tr
              key={frame}
              className={frame === props.selectedFrame ? "selected" : undefined}
              onClick={() => props.onPick(frame)}
            >
              <th scope="row">
                <FrameName name={tree.names[frame]!} pressed={frame === props.selectedFrame} />
              </th>
              {columns.map((each) => (
                <td
                  key={each.key}
                  className={`${numberClass(each)} ${each.bar ? "share-cell" : ""}`}
                >
                  {each.bar && (
                    <span className="share-bar" style={{ width: `${each.bar(frame) * 100}%` }} />
                  )}
                  {each.text(frame)}
                </td>
              ))}
            </tr>
          ))}
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

function FrameName({ name, pressed }: { name: string; pressed: boolean }) {
  const path = parseName(name).package;
  return (
    <button type="button" className="mono" aria-pressed={pressed}>
      {path && <span className="soft">{path}.</span>}
      {shortName(name)}
    </button>
  );
}

function numberClass({ wide }: FrameColumn): string {
  return wide ? "num wide-only" : "num";
}
