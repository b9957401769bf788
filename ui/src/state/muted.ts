import { useSyncExternalStore } from "react";

const KEY = "diag.muted";
// A finding that is muted and gone is of no use; the oldest make way.
const MOST = 500;

const listeners = new Set<() => void>();
let muted: ReadonlySet<string> = new Set(stored());

/** The ids of findings that this browser does not show. What others see does not change. */
export function useMuted(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => muted);
}

export function mute(id: string, on: boolean): void {
  muted = withMuted(muted, id, on);
  try {
    localStorage.setItem(KEY, JSON.stringify([...muted]));
  } catch {
    // Storage is blocked: it lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

export function withMuted(before: ReadonlySet<string>, id: string, on: boolean): Set<string> {
  const next = new Set(before);
  next.delete(id);
  if (on) next.add(id);
  return new Set([...next].slice(-MOST));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}
