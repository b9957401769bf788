import { useEffect, useSyncExternalStore } from "react";
import { SearchIcon } from "../shell/icons";
import { JumpDialog } from "./JumpDialog";
import type { JumpTarget } from "./targets";

export interface JumpPlace {
  /** The JVM whose screen this is. */
  jvm?: { id: string; name: string };
  /** Further targets of this screen, made when somebody asks for them. */
  more?: () => JumpTarget[];
}

// Outside of the screens, for one makes way for the next as soon as its JVM is known.
let isOpen = false;
const listeners = new Set<() => void>();

function setOpen(open: boolean): void {
  isOpen = open;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The button and the key that open the jump from any screen. */
export function Jump({ place }: { place: JumpPlace | undefined }) {
  const open = useSyncExternalStore(subscribe, () => isOpen);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || event.shiftKey || event.altKey) return;
      if (!event.ctrlKey && !event.metaKey) return;
      // The browser's own Ctrl K would go to its search.
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) setOpen(true);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="jump-button"
        aria-label="Jump to a JVM, class or frame"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <SearchIcon />
        <span className="jump-words">JVM, class, frame</span>
        <span className="jump-keys">
          <kbd>Ctrl</kbd>
          <kbd>K</kbd>
        </span>
      </button>
      {open && <JumpDialog place={place} onClose={() => setOpen(false)} />}
    </>
  );
}
