import type { KeyBinding } from "../../state/keys";
import { go } from "../../state/place";
import { jvmHref } from "./address";
import type { JvmTab } from "./JvmView";

export const TABS: readonly [JvmTab, string][] = [
  ["overview", "Overview"],
  ["profile", "Profile"],
  ["loops", "Event loops"],
  ["memory", "Memory"],
  ["heap", "Heap"],
];

/** A number for each tab, in their order. */
export function tabKeys(id: string, query: URLSearchParams): KeyBinding {
  return {
    keys: TABS.map((_, index) => String(index + 1)),
    label: TABS.map(([, label]) => label.toLowerCase()).join(", "),
    helpOnly: true,
    run: (key) => go(jvmHref(id, TABS[Number(key) - 1]![0], query)),
  };
}
