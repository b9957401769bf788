const KEY = "diag.token";

const listeners = new Set<() => void>();
let version = 0;

/** The bearer token of this tab; it is gone when the tab is. */
export function readToken(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function storeToken(token: string): void {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Storage is blocked: the token cannot be kept, and the prompt will show again.
  }
  version++;
  for (const listener of listeners) listener();
}

/** Grows whenever a token is stored, so that what was refused is asked for again. */
export function tokenVersion(): number {
  return version;
}

export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
