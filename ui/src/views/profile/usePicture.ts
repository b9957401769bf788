import { useMemo } from "react";
import type { Profile, ProfileDifference } from "../../api/types";
import { frameFacts, type FrameFacts } from "../../flame/frames";
import { search, type Matches } from "../../flame/search";
import { flameTree, type FlameTree } from "../../flame/tree";

/** A profile made ready for drawing and for its table. */
export interface Picture {
  tree: FlameTree;
  facts: FrameFacts;
  matches: Matches | undefined;
}

/** Undefined while there is no profile, and for one without samples. */
export function usePicture(
  profile: Profile | ProfileDifference | undefined,
  text: string,
): Picture | undefined {
  const tree = useMemo(
    () => (profile && sampled(profile) ? flameTree(profile) : undefined),
    [profile],
  );
  const facts = useMemo(() => tree && frameFacts(tree), [tree]);
  const matches = useMemo(() => tree && search(tree, text), [tree, text]);
  return tree && facts && { tree, facts, matches };
}

/** A difference is worth a picture as soon as one of its sides holds something. */
export function sampled(profile: Profile | ProfileDifference): boolean {
  return profile.samples > 0 || ("baseSamples" in profile && profile.baseSamples > 0);
}
