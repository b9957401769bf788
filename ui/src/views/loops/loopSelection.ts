/** What the address chooses among the loops and their episodes. */
export interface LoopSelection {
  /** The id of a loop; undefined for all of them. */
  loop?: string;
  /** The key of an episode. */
  episode?: string;
}

export function readSelection(query: URLSearchParams): LoopSelection {
  return {
    loop: query.get("loop") ?? undefined,
    episode: query.get("episode") ?? undefined,
  };
}

/** Another loop has other episodes. */
export function loopChange(loop: string | undefined): Record<string, string | undefined> {
  return { loop, episode: undefined };
}

/**
 * One step from what is chosen, staying at both ends.
 *
 * @param orNone whether nothing stands before the first, which from nothing is the next
 */
export function stepped(
  ids: readonly string[],
  chosen: string | undefined,
  step: 1 | -1,
  orNone: boolean,
): string | undefined {
  const at = chosen === undefined ? -1 : ids.indexOf(chosen);
  const next = Math.min(at + step, ids.length - 1);
  return next < 0 ? (orNone ? undefined : ids[0]) : ids[next];
}
