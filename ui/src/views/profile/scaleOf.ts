import type { JvmDetail, Profile, ProfileDifference } from "../../api/types";
import type { Samples } from "../../charts/samples";
import { coveredSeconds, type EventKind } from "./events";
import { meanWithin } from "./meanWithin";
import type { Scale } from "./scale";

/**
 * How the amounts of a profile are told. CPU is told by what was measured for the process, where that
 * is known; everything else by the time that the samples cover. A part of the profile (one thread, one
 * side of a difference) has no measure of its own.
 */
export function scaleOf(
  kind: EventKind,
  profile: Profile | ProfileDifference | undefined,
  cpu: Samples | undefined,
  jvm: JvmDetail,
  partial: boolean,
): Scale {
  if (!profile || profile.total <= 0 || !kind.rate) return { kind };
  const known = {
    from: Math.max(profile.from, jvm.firstSeenAt),
    to: Math.min(profile.to, jvm.lastSeenAt),
  };
  const cores = kind.event === "cpu" && !partial && cpu ? meanWithin(cpu, known) : undefined;
  if (cores !== undefined && cores > 0) return { kind, seconds: profile.total / 1e9 / cores };
  // Of the base of a difference nobody tells when it was sampled, so neither side has a rate.
  if (!("coverage" in profile)) return { kind };
  return { kind, seconds: coveredSeconds(profile.coverage, kind.event, known) };
}
