import { useMemo } from "react";
import { shortName } from "../../flame/names";
import { shareOf, type FlameTree } from "../../flame/tree";
import { percentFine } from "../../format";
import { CopyButton } from "../shell/CopyButton";

interface PathToRootProps {
  tree: FlameTree;
  node: number;
  copied: string | undefined;
  onCopy: (text: string) => void;
  onSelect: (node: number) => void;
}

/** The stack from the selected frame to the root, as a stack trace has it. */
export function PathToRoot({ tree, node, copied, onCopy, onSelect }: PathToRootProps) {
  const path = useMemo(() => pathToRoot(tree, node), [tree, node]);
  const text = path.map((at) => tree.names[tree.frame[at]!]!).join("\n");
  return (
    <section aria-label="Path to root">
      <h3>
        Path to root <span>of all</span>
      </h3>
      <ol className="neighbours path">
        {path.map((at) => (
          <li key={at}>
            <button
              type="button"
              className="share-row"
              title={tree.names[tree.frame[at]!]}
              aria-current={at === node || undefined}
              onClick={() => onSelect(at)}
            >
              <span className="mono name">{shortName(tree.names[tree.frame[at]!]!)}</span>
              <span className="share">{percentFine(shareOf(tree, at))}</span>
            </button>
          </li>
        ))}
      </ol>
      <CopyButton
        text="Copy path"
        done="Path copied"
        small
        copied={copied === text}
        onCopy={() => onCopy(text)}
      />
    </section>
  );
}

/** The nodes of a stack from a node to just above the root. */
export function pathToRoot(tree: FlameTree, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at > 0; at = tree.parent[at]!) path.push(at);
  return path;
}
