import type { Feature, JvmDetail } from "../../api/types";

// Features start one after the other; until then the agent calls them off for this reason.
const STARTING_REASON = "not started yet";
const STARTING_MILLIS = 15_000;

/** The features that do not measure. What is about to start in a new JVM is not among them. */
export function missingFeatures(jvm: JvmDetail, now: number): Feature[] {
  return jvm.features.filter((feature) => feature.state !== "on" && !isStarting(jvm, feature, now));
}

function isStarting(jvm: JvmDetail, feature: Feature, now: number): boolean {
  return (
    feature.state === "off" &&
    feature.reason === STARTING_REASON &&
    now - jvm.firstSeenAt < STARTING_MILLIS
  );
}
