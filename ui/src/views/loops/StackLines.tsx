import { useMemo } from "react";
import type { Owner } from "../../flame/palette";
import { percent, plural } from "../../format";
import { ChevronIcon } from "../shell/icons";
import { Key } from "../shell/Key";
import { foldedStack, type StackLine } from "./stack";

const OWNERS: Record<Owner, string> = {
  application: "",
  library: "library",
  framework: "framework",
  jdk: "JDK",
  native: "",
};

interface StackLinesProps {
  label: string;
  /** The innermost first. */
  lines: readonly StackLine[];
  expanded: boolean;
  onExpand: () => void;
  /** Whether E does the same here. */
  withKey?: boolean;
}

/** The frames of a stack, those of frameworks folded. */
export function StackLines({ label, lines, expanded, onExpand, withKey }: StackLinesProps) {
  const folded = useMemo(() => foldedStack(lines), [lines]);
  const folds = folded.length < lines.length;
  return (
    <>
      <ol className="loop-stack" aria-label={label}>
        {(expanded ? lines : folded).map((each, i) =>
          "folded" in each ? (
            <li key={i} className="fold">
              <button type="button" aria-expanded={false} onClick={onExpand}>
                <ChevronIcon open={false} />
                {plural(each.folded.length, "framework frame")}
                {each.whose !== "" && `: ${each.whose}`}
                {withKey && <Key name="E" />}
              </button>
            </li>
          ) : (
            <Line key={i} line={each} />
          ),
        )}
      </ol>
      {expanded && folds && (
        <p className="unfold">
          <button type="button" className="link" aria-expanded onClick={onExpand}>
            Fold the framework frames
          </button>
          {withKey && <Key name="E" />}
        </p>
      )}
    </>
  );
}

function Line({ line }: { line: StackLine }) {
  const { name, place, owner, share, blamed } = line;
  return (
    <li className={blamed ? "blamed" : owner} title={place === "" ? name : `${name}(${place})`}>
      {share !== undefined && <span className="num">{percent(share)}</span>}
      <span className="mono frame">{name}</span>
      <span className="where">
        {blamed && `blamed${place === "" ? "" : " \u00b7 "}`}
        {blamed || owner === "application" ? place : OWNERS[owner]}
      </span>
    </li>
  );
}
