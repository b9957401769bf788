import { useMemo } from "react";
import type { Profile, ProfileDifference } from "../../api/types";
import { frameFacts, type FrameFacts } from "../../flame/frames";
import { without } from "../../flame/hiding";
import { search, type Matches } from "../../flame/search";
import { groupSizes } from "../../flame/threads";
import { flameTree, type FlameTree } from "../../flame/tree";
import { frameKey } from "../../flame/walk";

/** A profile made ready for drawing and for its table. */
export interface Picture {
  tree: FlameTree;
  facts: FrameFacts;
  matches: Matches | undefined;
  hidden: Hidden;
  /** Of each group of threads how many there are; empty where not all of them are told. */
  groups: ReadonlyMap<string, number>;
}

/** What was left out of a picture. */
export interface Hidden {
  frames: readonly { key: string; name: string }[];
  /** How much of the width of all went with them. */
  share: number;
}

/** Undefined while there is no profile, and for one without samples. */
export function usePicture(
  profile: Profile | ProfileDifference | undefined,
  text: string,
  hiddenKeys: readonly string[],
): Picture | undefined {
  const whole = useMemo(
    () => (profile && sampled(profile) ? flameTree(profile) : undefined),
    [profile],
  );
  const keys = hiddenKeys.join();
  const { tree, hidden } = useMemo(() => rest(whole, keys), [whole, keys]);
  const facts = useMemo(() => tree && frameFacts(tree), [tree]);
  const groups = useMemo(() => (profile ? groupsOf(profile) : NO_GROUPS), [profile]);
  const matches = useMemo(() => tree && search(tree, text), [tree, text]);
  return tree && facts && { tree, facts, matches, hidden, groups };
}

const NO_GROUPS: ReadonlyMap<string, number> = new Map();

function groupsOf(profile: Profile | ProfileDifference): ReadonlyMap<string, number> {
  const all = "threads" in profile && profile.threads.length === profile.threadCount;
  return all ? groupSizes(profile.threads) : NO_GROUPS;
}

const NOTHING_HIDDEN: Hidden = { frames: [], share: 0 };

/** The tree without what is hidden. A frame that this profile does not hold hides nothing. */
function rest(whole: FlameTree | undefined, keys: string): { tree?: FlameTree; hidden: Hidden } {
  if (!whole || keys === "") return { tree: whole, hidden: NOTHING_HIDDEN };
  const wanted = new Set(keys.split(","));
  const frames = whole.names
    .map((name, frame) => ({ key: frameKey(name), name, frame }))
    .filter(({ key }) => wanted.has(key));
  if (frames.length === 0) return { tree: whole, hidden: NOTHING_HIDDEN };
  const tree = without(whole, new Set(frames.map(({ frame }) => frame)));
  return { tree, hidden: { frames, share: leftOut(whole, tree) } };
}

function leftOut(whole: FlameTree, tree: FlameTree): number {
  // The widths of a difference are shares of each tree by itself; its weights are the same in both.
  const [all, kept] = [whole, tree].map(
    ({ value, base }) => value.total[0]! + (base?.value.total[0] ?? 0),
  );
  return 1 - kept! / all!;
}

/** A difference is worth a picture as soon as one of its sides holds something. */
export function sampled(profile: Profile | ProfileDifference): boolean {
  return profile.samples > 0 || ("baseSamples" in profile && profile.baseSamples > 0);
}
