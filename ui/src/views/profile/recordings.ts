import type { Command } from "../../api/types";
import type { Interval } from "../../state/range";

export const RECORD_SECONDS = 30;

// Sealing a chunk and sending it takes this long at most.
const HEARD_MILLIS = 5_000;

/** Newest first. */
export function recordingsOf(commands: readonly Command[], event: string): Command[] {
  return commands
    .filter((each) => each.kind === "profile" && each.arguments.event === event)
    .sort((a, b) => b.createdAt - a.createdAt);
}

export function isActive({ state }: Command): boolean {
  return state === "waiting" || state === "running";
}

/**
 * When a recording took place: as its result tells, where that is known, or else it ended a little
 * before that was heard here.
 */
export function timeOf({ result, changedAt, arguments: asked }: Command): Interval {
  const { from, to } = result ?? {};
  if (typeof from === "number" && typeof to === "number" && from < to) return { from, to };
  const seconds = typeof asked.seconds === "number" ? asked.seconds : RECORD_SECONDS;
  return { from: changedAt - seconds * 1_000 - HEARD_MILLIS, to: changedAt };
}
