import { useSyncExternalStore } from "react";

export type ThemeChoice = "system" | "dark" | "light";
export type Theme = "dark" | "light";

const KEY = "diag.theme";
const listeners = new Set<() => void>();
const systemDark = matchMedia("(prefers-color-scheme: dark)");

let choice: ThemeChoice = stored();

systemDark.addEventListener("change", apply);

/** The viewer's own choice; it is local to this browser and no part of a shared address. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, () => choice);
}

/** The theme that is shown; drawings on canvas depend on it. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, shown);
}

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  try {
    if (next === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Storage is blocked: the choice lasts until the page is left.
  }
  apply();
}

function stored(): ThemeChoice {
  try {
    const text = localStorage.getItem(KEY);
    return text === "dark" || text === "light" ? text : "system";
  } catch {
    return "system";
  }
}

function shown(): Theme {
  if (choice !== "system") return choice;
  return systemDark.matches ? "dark" : "light";
}

function apply(): void {
  document.documentElement.dataset.theme = shown();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
