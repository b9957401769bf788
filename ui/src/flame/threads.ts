/** How many threads stand behind each frame of type thread. */
export function groupSizes(threads: readonly { group?: string }[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { group } of threads) {
    if (group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return sizes;
}
