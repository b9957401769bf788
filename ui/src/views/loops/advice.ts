import type { LoopEpisode } from "../../api/types";
import { mostOf, partsOf, type PartKind } from "./parts";

/** Text, some of it code. */
export type Words = readonly (string | { code: string })[];

const MOVE: Words = [
  "Move the call off the loop, for example with ",
  { code: "subscribeOn(boundedElastic)" },
  " in Reactor, ",
  { code: "executeBlocking" },
  " in Vert.x, or a handler group of its own in Netty.",
];

const WAITED: Record<Exclude<PartKind, "rest">, string> = {
  io: "It was in a system call, as for a file or a blocking socket.",
  parked: "It was parked: asleep, or waiting for a lock or for another thread\u2019s result.",
  monitor: "It waited to enter a synchronized block",
  cpu: "It computed all by itself.",
  runQueue: "It was ready to run, but no CPU was free.",
  gc: "The JVM had stopped all its threads, as for a garbage collection.",
};

const ADVICE: Record<Exclude<PartKind, "rest">, Words> = {
  io: MOVE,
  parked: MOVE,
  monitor: ["Hold the lock for less there, or do not take it on an event loop."],
  cpu: [
    "Compute on a worker thread or in smaller pieces; the CPU profile of this thread says what it computes.",
  ],
  runQueue: ["Give the process more CPU, or see what else runs on this machine."],
  gc: ["See the GC pauses of that time on Overview."],
};

/** What an episode mostly waited for, and what to do about that. */
export function adviceOf(episode: LoopEpisode): Words {
  const most = mostOf(partsOf(episode))?.kind;
  if (most === undefined || most === "rest") {
    return ["What the time was spent on is not known."];
  }
  const by =
    most === "monitor"
      ? episode.heldBy
        ? [", held by thread ", { code: episode.heldBy.thread }, "."]
        : ["; who held it was not seen."]
      : [];
  return [WAITED[most], ...by, " ", ...ADVICE[most]];
}
