import type { LoopEpisode } from "../../api/types";
import type { LastedAt } from "./loopRows";

/** An episode in the lane of its loop. */
export interface LaneMark {
  time: number;
  millis: number;
}

/**
 * A mark an episode: at its beginning where it was sent, and at the reading that counted it where it
 * was not.
 *
 * @param stepMillis how far readings lie apart
 */
export function laneMarks(
  told: readonly LoopEpisode[],
  counted: readonly LastedAt[],
  stepMillis: number,
): LaneMark[] {
  const marks = told.map(({ startedAt, durationMillis }) => ({
    time: startedAt,
    millis: durationMillis,
  }));
  for (const { time, worstMillis } of counted) {
    const known = told.some(({ startedAt, durationMillis }) => {
      const end = startedAt + durationMillis;
      return end > time - 1.5 * stepMillis && end <= time + 0.5 * stepMillis;
    });
    if (!known) marks.push({ time, millis: worstMillis });
  }
  return marks.sort((a, b) => a.time - b.time);
}
