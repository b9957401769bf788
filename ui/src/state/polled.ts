import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { ApiError } from "../api/client";
import { onTokenChange, tokenVersion } from "../api/token";

export interface Polled<T> {
  /** The last answer, kept while a newer one is on its way or cannot be had. */
  data: T | undefined;
  /** The question that data answers; differs from the asked one while that loads. */
  dataKey: string | undefined;
  /** When data came, by the viewer's clock. */
  loadedAt: number | undefined;
  error: ApiError | undefined;
  retry: () => void;
}

interface Answer<T> {
  data?: T;
  dataKey?: string;
  loadedAt?: number;
  error?: ApiError;
}

/**
 * Asks again whenever the key changes and, with an interval, on and on while the page is visible.
 * The key names the question; load may use what changes without making it another question, such as
 * the present time.
 */
export function usePolled<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  everyMillis: number | undefined,
): Polled<T> {
  const [answer, setAnswer] = useState<Answer<T>>({});
  const [attempt, setAttempt] = useState(0);
  const token = useSyncExternalStore(onTokenChange, tokenVersion);
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });

  useEffect(() => {
    if (key === undefined) return;
    const abort = new AbortController();
    let timer: number | undefined;
    let asking = false;

    async function ask() {
      asking = true;
      try {
        const data = await latestLoad.current(abort.signal);
        if (abort.signal.aborted) return;
        setAnswer({ data, dataKey: key!, loadedAt: Date.now() });
      } catch (cause) {
        if (abort.signal.aborted) return;
        const error = asApiError(cause);
        setAnswer((before) => ({ ...before, error }));
        // Asking again with the same token only fills the collector's log.
        if (error.status === 401) return;
      } finally {
        asking = false;
      }
      if (everyMillis !== undefined && !document.hidden) {
        timer = window.setTimeout(ask, everyMillis);
      }
    }
    function onVisible() {
      if (everyMillis === undefined || document.hidden || asking) return;
      window.clearTimeout(timer);
      void ask();
    }

    void ask();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      abort.abort();
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [key, everyMillis, attempt, token]);

  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  return {
    data: answer.data,
    dataKey: answer.dataKey,
    loadedAt: answer.loadedAt,
    error: answer.error,
    retry,
  };
}

function asApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  return new ApiError(undefined, "This page made a mistake", String(cause));
}
