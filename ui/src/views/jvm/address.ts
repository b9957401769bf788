import { hrefWith } from "../../state/place";
import type { JvmTab } from "./JvmView";

// What belongs to the time shown goes along from tab to tab; the rest belongs to one tab.
export const SHARED = ["range", "from", "to"] as const;

export function jvmHref(id: string, tab: JvmTab = "overview", query?: URLSearchParams): string {
  const path = `/jvm/${encodeURIComponent(id)}${tab === "overview" ? "" : `/${tab}`}`;
  const kept = new URLSearchParams();
  for (const name of SHARED) {
    const value = query?.get(name);
    if (value) kept.set(name, value);
  }
  return hrefWith(path, kept, {});
}
