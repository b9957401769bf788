import { collectorNow } from "../../api/clock";
import { getProfile, getProfileDiff, type ProfileParameters } from "../../api/client";
import type { JvmDetail, Profile, ProfileDifference } from "../../api/types";
import { usePolled, type Polled } from "../../state/polled";
import { windowText, type TimeRange } from "../../state/range";
import { shownInterval } from "../jvm/JvmView";
import { rangeKey, whole } from "../jvm/useShownSeries";
import type { ProfileQuery } from "./profileQuery";

const POLL_MILLIS = 10_000;
const SETTLED_MILLIS = 120_000;

interface ShownProfile {
  profile: Polled<Profile | ProfileDifference>;
  /** Whether the answer is to what is asked now. */
  answered: boolean;
}

/** The profile that the address asks for, or the difference of two; asked again while time moves. */
export function useProfile(
  jvm: JvmDetail,
  { kind, window, thread, comparison }: ProfileQuery,
  range: TimeRange,
): ShownProfile {
  const moving = range.fixed === undefined && jvm.state === "live" && !window;
  // What was sampled in the last minutes may still be on its way here.
  const filling = window !== undefined && window.to > collectorNow() - SETTLED_MILLIS;
  const time = window ? windowText(window) : rangeKey(range);
  const compared = comparison && `${windowText(comparison)} ${comparison.jvm ?? ""}`;
  const key = `profile ${jvm.id} ${kind.event} ${time} ${thread ?? ""} ${compared ?? ""}`;
  const profile = usePolled<Profile | ProfileDifference>(
    key,
    (signal) => {
      const { from, to } = whole(window ?? shownInterval(jvm, range));
      const query: ProfileParameters = { event: kind.event, from, to, thread, by: "thread" };
      return comparison
        ? getProfileDiff(jvm.id, { ...query, ...comparisonQuery(comparison) }, signal)
        : getProfile(jvm.id, query, signal);
    },
    moving || filling ? POLL_MILLIS : undefined,
    { kinds: ["profile"], jvm: jvm.id },
  );
  return { profile, answered: profile.dataKey === key };
}

/** The parameters that name what a profile is compared with. */
export function comparisonQuery({ from, to, jvm }: NonNullable<ProfileQuery["comparison"]>) {
  return { baseFrom: Math.round(from), baseTo: Math.round(to), baseJvm: jvm };
}
