import type { LoopEpisode } from "../../api/types";
import { clockDay } from "../../format";
import { millisText } from "./sentence";

/** Episodes that one frame is blamed for. */
export interface EpisodeGroup {
  /** Undefined where no sample was taken. */
  blamed: string | undefined;
  episodes: LoopEpisode[];
}

/** Names an episode in the address. */
export function episodeKey({ loop, startedAt }: LoopEpisode): string {
  return `${loop}-${startedAt}`;
}

/** The id of its row, which keys bring into sight. */
export function episodeRowId(episode: LoopEpisode): string {
  return `episode-${episodeKey(episode)}`;
}

/** "http-epoll-3 stood still for 412 ms at 14:07:06" */
export function episodeTitle(
  { name, durationMillis, startedAt }: LoopEpisode,
  now: number,
): string {
  return `${name} stood still for ${millisText(durationMillis)} at ${clockDay(startedAt, now, true)}`;
}

/** By the blamed frame, what blocked longest in all first, each group the longest first. */
export function groupsOf(episodes: readonly LoopEpisode[]): EpisodeGroup[] {
  const groups = new Map<string | undefined, LoopEpisode[]>();
  for (const episode of episodes) {
    const group = groups.get(episode.blamed);
    if (group) group.push(episode);
    else groups.set(episode.blamed, [episode]);
  }
  return [...groups]
    .map(([blamed, group]) => ({
      blamed,
      episodes: group.sort((a, b) => b.durationMillis - a.durationMillis),
    }))
    .sort((a, b) => totalMillis(b) - totalMillis(a));
}

/** What an address names; without one the first, which is the longest of the worst frame. */
export function chosenEpisode(
  groups: readonly EpisodeGroup[],
  key: string | undefined,
): LoopEpisode | undefined {
  const all = inOrder(groups);
  return key === undefined ? all[0] : all.find((each) => episodeKey(each) === key);
}

export function inOrder(groups: readonly EpisodeGroup[]): LoopEpisode[] {
  return groups.flatMap((group) => group.episodes);
}

function totalMillis({ episodes }: EpisodeGroup): number {
  return episodes.reduce((sum, each) => sum + each.durationMillis, 0);
}
