import type { KeyboardEvent } from "react";

/** Moves the focus through the items of a menu with the arrow keys, and round at its ends. */
export function stepInMenu(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitemradio"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : items.length - 1;
  items[(at + step) % items.length]?.focus();
}
