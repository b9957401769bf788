import { useMemo, useSyncExternalStore } from "react";

/** Where the viewer is: the path and query of the address, which hold everything that is shown. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const listeners = new Set<() => void>();

/** Goes to an address within this page. With replace, Back does not return to the present one. */
export function go(href: string, options: { replace?: boolean } = {}): void {
  if (href === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  notify();
}

/** Changes some of the query; undefined removes a parameter. */
export function setQuery(
  changes: Record<string, string | undefined>,
  options: { replace?: boolean } = {},
): void {
  go(hrefWith(location.pathname, new URLSearchParams(location.search), changes), options);
}

export function hrefWith(
  path: string,
  query: URLSearchParams,
  changes: Record<string, string | undefined>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
  }
  // Commas are legal in a query, and a window is easier to read with one.
  const text = next.toString().replaceAll("%2C", ",");
  return text === "" ? path : `${path}?${text}`;
}

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => {
    const url = new URL(address, location.origin);
    return { path: url.pathname, query: url.searchParams };
  }, [address]);
}

/** Some of the parameters: the same object for as long as these stay the same. */
export function useParameters(query: URLSearchParams, names: readonly string[]): URLSearchParams {
  const text = new URLSearchParams([...query].filter(([name]) => names.includes(name))).toString();
  return useMemo(() => new URLSearchParams(text), [text]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Adding it again changes nothing.
  window.addEventListener("popstate", notify);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
