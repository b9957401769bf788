import type { LoopEpisode } from "../../api/types";
import { hrefWith } from "../../state/place";
import { jvmHref } from "../jvm/address";

// Samples are kept in windows of 10 s: one more on each side shows what the thread does otherwise.
const AROUND_MILLIS = 10_000;

/** The CPU profile of the loop's thread around an episode. */
export function profileHref(jvm: string, episode: LoopEpisode): string {
  const { startedAt, durationMillis, name } = episode;
  return hrefWith(jvmHref(jvm, "profile"), new URLSearchParams(), {
    from: String(Math.floor(startedAt - AROUND_MILLIS)),
    to: String(Math.ceil(startedAt + durationMillis + AROUND_MILLIS)),
    thread: threadFilter(name),
  });
}

/** Of a loop that goes from thread to thread, what their names have in common. */
export function threadFilter(name: string): string {
  const star = name.indexOf("*");
  return star < 0 ? name : `~${name.slice(0, star)}`;
}
