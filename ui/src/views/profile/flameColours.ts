import { mixed, token } from "../../charts/colours";
import type { FlameColours } from "../../flame/painter";
import type { Theme } from "../../state/theme";

// How far frames without a match step back towards the page. Light warm colours must go farther to
// be told from a match; all of it keeps the ink at a contrast of 5 or more.
const DIM_MUTED = 0.16;
const DIM_WARM: Record<Theme, number> = { dark: 0.16, light: 0.4 };

/** The palette of a theme, from the tokens of the page. */
export function flameColours(theme: Theme): FlameColours {
  const page = token("bg");
  const owners = {
    library: token("flame-library"),
    framework: token("flame-framework"),
    jdk: token("flame-jdk"),
    native: token("flame-native"),
  };
  const warm = [token("flame-warm-1"), token("flame-warm-2"), token("flame-warm-3")];
  const dim = (colour: string) => mixed(colour, page, DIM_MUTED);
  return {
    page,
    text: token("t1"),
    root: token("flame-root"),
    rootInk: token("t1"),
    owners,
    warm,
    mutedInk: token("flame-ink"),
    warmInk: token("flame-warm-ink"),
    dimOwners: {
      library: dim(owners.library),
      framework: dim(owners.framework),
      jdk: dim(owners.jdk),
      native: dim(owners.native),
    },
    dimWarm: warm.map((colour) => mixed(colour, page, DIM_WARM[theme])),
    match: token("acc"),
    matchInk: token("acc-ink"),
    more: token("flame-more"),
    less: token("flame-less"),
    same: token("flame-native"),
  };
}
