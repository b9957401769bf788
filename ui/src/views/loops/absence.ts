import type { Feature, JvmDetail } from "../../api/types";
import { clockDay, clockSeconds } from "../../format";
import type { Interval } from "../../state/range";

export interface Absence {
  title: string;
  why: string;
  /** What is not known for it. */
  leavesOut: string;
}

const LEAVES_OUT =
  "So this screen cannot say how busy an event loop is or what blocks it. Everything else is measured as usual.";
const NATIVE =
  "Selectors of the JDK are seen; native transports (epoll, io_uring, kqueue) are not.";

/** Why a JVM has no event loops to show. */
export function absence(jvm: Pick<JvmDetail, "features">, shown: Interval, now: number): Absence {
  const feature = jvm.features.find((each) => each.name === "loops");
  if (feature === undefined) {
    return {
      title: "Event loops are not watched in this JVM",
      why: "Its agent does not tell of them.",
      leavesOut: LEAVES_OUT,
    };
  }
  if (feature.state !== "on") {
    return {
      title: `Event loops are ${feature.state === "failed" ? "no longer" : "not"} measured in this JVM`,
      why: reasonOf(feature, "The agent does not say why."),
      leavesOut: LEAVES_OUT,
    };
  }
  if (feature.reason !== undefined) {
    return {
      title: "No event loop in this JVM",
      why: reasonOf(feature, ""),
      leavesOut: `${NATIVE} ${LEAVES_OUT}`,
    };
  }
  return {
    title: `No event loop between ${clockDay(shown.from, now, true)} and ${clockSeconds(shown.to)}`,
    why: "None waited on a selector then, or nothing was read.",
    leavesOut: NATIVE,
  };
}

/** As a sentence, whether or not the agent wrote one. */
function reasonOf({ reason }: Feature, otherwise: string): string {
  if (!reason) return otherwise;
  const text = reason[0]!.toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
