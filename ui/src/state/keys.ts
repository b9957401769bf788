import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";

/** Keys of a screen: what the status bar and the help list, and what is done when one is pressed. */
export interface KeyBinding {
  /** As KeyboardEvent.key says them; letters in upper case. */
  keys: string[];
  label: string;
  /** Absent where the element in focus handles the key itself. */
  run?: (key: string) => void;
  /** Listed in the help only, where the status bar has no room. */
  helpOnly?: boolean;
}

const SWITCH = "diag.singleKeys";
const listeners = new Set<() => void>();
let singleKeys = readSwitch();

export function useKeys(bindings: KeyBinding[]): void {
  const latest = useRef(bindings);
  // With the picture and not after it: a key pressed at what is just shown must find it.
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!singleKeys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (event.key === "Enter" && isControl(event.target)) return;
      const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
      const binding = latest.current.find((each) => each.run && each.keys.includes(key));
      if (!binding) return;
      event.preventDefault();
      binding.run?.(key);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** Whether single keys act at all; speech input needs them off. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => singleKeys,
  );
}

export function switchSingleKeys(on: boolean): void {
  singleKeys = on;
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Storage is blocked: the switch lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function readSwitch(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

/** A control in focus takes Enter for itself. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("a, button, summary");
}
