import { useMemo } from "react";
import type { FrameFacts } from "../../flame/frames";
import { parseName } from "../../flame/names";
import { ownersOf, packageParts, warmOf, type Owner } from "../../flame/palette";
import { THREAD, type FlameTree } from "../../flame/tree";

const MUTED: [Exclude<Owner, "application">, string][] = [
  ["library", "libraries"],
  ["framework", "frameworks"],
  ["jdk", "JDK"],
  ["native", "native, kernel"],
];
const NAMED_PACKAGES = 3;

/** What the colours of this profile mean; colours that do not occur are left out. */
export function Legend({
  tree,
  facts,
  searching,
}: {
  tree: FlameTree;
  facts: FrameFacts;
  searching: boolean;
}) {
  const entries = useMemo(() => legend(tree, facts), [tree, facts]);
  return (
    <ul className="legend" aria-label="Colours">
      {entries.map(({ swatch, text }) => (
        <li key={swatch}>
          <span className={`swatch ${swatch}`} />
          {text}
        </li>
      ))}
      {searching && (
        <li>
          <span className="swatch match" />
          match
        </li>
      )}
    </ul>
  );
}

function legend(tree: FlameTree, facts: FrameFacts): { swatch: string; text: string }[] {
  const { total } = facts.width;
  const owners = ownersOf(tree);
  const present = new Set<Owner>();
  const weights = new Map<string, number>();
  tree.names.forEach((name, i) => {
    if (total[i]! <= 0 || tree.types[i] === THREAD) return;
    const owner = owners[i]!;
    present.add(owner);
    if (owner !== "application") return;
    const path = parseName(name).package;
    weights.set(path, Math.max(weights.get(path) ?? 0, total[i]!));
  });
  const heaviest = [...weights.keys()].sort((a, b) => weights.get(b)! - weights.get(a)!);
  const warm = [0, 1, 2].flatMap((colour) => {
    const packages = heaviest.filter((path) => warmOf(path) === colour);
    if (packages.length === 0) return [];
    const organisation = packageParts(packages[0]!).organisation;
    const names = packages
      .filter((path) => packageParts(path).organisation === organisation)
      .map((path) => packageParts(path).rest.split(".").at(-1)!)
      .filter((name) => name !== "");
    const text = [organisation, [...new Set(names)].slice(0, NAMED_PACKAGES).join(", ")];
    return { swatch: `warm-${colour + 1}`, text: text.filter(Boolean).join(" ") || "application" };
  });
  const muted = MUTED.filter(([owner]) => present.has(owner)).map(([owner, text]) => ({
    swatch: owner,
    text,
  }));
  return [...warm, ...muted];
}
