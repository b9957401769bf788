const KEY = "diag.jump";
const KEPT = 8;

/** The ids of the targets used last in this browser, the latest first. */
export function recentTargets(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

export function rememberTarget(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withLatest(recentTargets(), id)));
  } catch {
    // Storage is blocked: nothing is recent.
  }
}

export function withLatest(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, KEPT);
}
